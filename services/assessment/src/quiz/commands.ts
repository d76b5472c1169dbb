import type { z } from 'zod';
import { key, QuizContent, type Command, type Informed, type ItemContent } from '@proficio/events';
import type { Published } from '../publication/published.js';

export const DefineQuiz = QuizContent.extend({ key });

export type QuizCommand = Informed<
  Command<'DefineQuiz', z.infer<typeof DefineQuiz>>,
  {
    /** The newest publications of the quiz's framework and of what its items are bound to. */
    readonly published: Published;
    /** Its items by key; what is not defined is absent. */
    readonly items: ReadonlyMap<string, ItemContent>;
  }
>;
