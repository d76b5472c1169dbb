import { z } from 'zod';
import {
  key,
  optionalText,
  Response,
  type Command,
  type Informed,
  type ItemContent,
  type QuizContent,
} from '@proficio/events';
import { flat, orNull } from '../flat-input.js';

const DAY_MS = 24 * 3600 * 1000;

const [single, multiple, numeric, shortText, selfRating] = Response.options;

/** An answer as the learner gave it, with the words that its event keeps apart and sealed. */
export const Given = flat(
  z.discriminatedUnion('kind', [
    single.strict(),
    multiple.strict(),
    numeric.strict(),
    shortText.extend({ text: optionalText(10_000) }).strict(),
    selfRating.strict(),
  ]),
);
export type Given = z.infer<typeof Given>;

export const StartAttempt = z.object({ quiz: key });
export const RecordAnswer = z.object({
  attempt: z.uuid(),
  item: key,
  response: Given,
  /** Time taken before answering, milliseconds. */
  hesitationMs: orNull(z.number().min(0).max(DAY_MS)),
});
export const SubmitAttempt = z.object({ attempt: z.uuid() });
export const WithdrawAttempt = z.object({ attempt: z.uuid() });

export type AttemptCommand =
  | Informed<
      /** `attempt` is the id of the stream, made from the command's own id. */
      Command<'StartAttempt', z.infer<typeof StartAttempt> & { readonly attempt: string }>,
      { readonly quiz: QuizContent | undefined }
    >
  | Informed<Command<'RecordAnswer', z.infer<typeof RecordAnswer>>, { readonly item: ItemContent | undefined }>
  | Command<'SubmitAttempt', z.infer<typeof SubmitAttempt>>
  | Command<'WithdrawAttempt', z.infer<typeof WithdrawAttempt>>;
