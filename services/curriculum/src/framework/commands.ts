import { z } from 'zod';
import {
  Activity,
  Domain,
  FrameworkContent,
  key,
  Level,
  optionalText,
  Path,
  WrittenCondition,
  type Command,
} from '@proficio/events';

/** GraphQL sends one flat input with nulls where a kind has no such field. */
const withoutNulls = (given: unknown): unknown =>
  typeof given === 'object' && given !== null
    ? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined))
    : given;

const Closes = z.preprocess(withoutNulls, WrittenCondition);

/** Lists that must not be empty are told with all other faults of the draft. */
export const DraftFramework = FrameworkContent.extend({
  key,
  levels: z.array(Level).max(50),
  domains: z.array(Domain).max(200),
  activities: z.array(Activity.extend({ closes: Closes })).max(5000),
  paths: z.array(Path.extend({ closes: z.array(Closes).min(1).max(20) })).max(1000),
});
export const SubmitFramework = z.object({ key });
export const ReviewFramework = z.object({ key, approved: z.boolean(), note: optionalText(5000) });
export const PublishFramework = z.object({ key });

export type FrameworkCommand =
  | Command<'DraftFramework', z.infer<typeof DraftFramework>>
  | Command<'SubmitFramework', z.infer<typeof SubmitFramework>>
  | Command<'ReviewFramework', z.infer<typeof ReviewFramework>>
  | Command<'PublishFramework', z.infer<typeof PublishFramework>>;
