import { z } from 'zod';
import { key, type Command, type Informed, type PolicyName } from '@proficio/events';

export const StartReplay = z.object({
  framework: key.nullish().transform((value) => value ?? null),
  policy: z.string().max(300),
  cohort: key.nullish().transform((value) => value ?? null),
});
export const EndReplay = z.object({ replay: z.uuid() });

export interface Found {
  /** What the caller's text means, after it was checked against the framework. */
  readonly policy: PolicyName;
  /** Whether there is the cohort that is named, if one is. */
  readonly isCohort: boolean;
}

export interface FoundToPublish {
  /** Whether all that the replay found is there to be seen. */
  readonly isWhole: boolean;
}

interface Which {
  readonly framework: string;
  readonly replay: string;
}
export type ReplayCommand =
  | Informed<Command<'StartReplay', Which & { readonly policy: string; readonly cohort: string | null }>, Found>
  | Command<'CompleteReplay', Which & { readonly learners: number; readonly evidence: number }>
  | Command<'CancelReplay', Which>
  | Command<'DiscardReplay', Which>
  | Informed<Command<'PublishReplay', Which>, FoundToPublish>;
