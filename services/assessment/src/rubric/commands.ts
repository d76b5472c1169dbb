import type { z } from 'zod';
import { key, RubricContent, type Command, type Informed } from '@proficio/events';
import type { Published } from '../publication/published.js';

export const DefineRubric = RubricContent.extend({ key });

export type RubricCommand = Informed<
  Command<'DefineRubric', z.infer<typeof DefineRubric>>,
  /** The newest publications of what the criteria are bound to. */
  { readonly published: Published }
>;
