import { z } from 'zod';
import { key, optionalText, RoleContent, type Command, type FrameworkContent, type Informed } from '@proficio/events';

export const DraftRole = RoleContent.extend({ key });
export const SubmitRole = z.object({ key });
export const ReviewRole = z.object({ key, approved: z.boolean(), note: optionalText(5000) });
export const PublishRole = z.object({ key });

/** The newest publication of every framework that the targets name, as far as there is one. */
export interface Frameworks {
  readonly frameworks: ReadonlyMap<string, FrameworkContent>;
}

export type RoleCommand =
  | Informed<Command<'DraftRole', z.infer<typeof DraftRole>>, Frameworks>
  | Command<'SubmitRole', z.infer<typeof SubmitRole>>
  | Command<'ReviewRole', z.infer<typeof ReviewRole>>
  | Informed<Command<'PublishRole', z.infer<typeof PublishRole>>, Frameworks>;
