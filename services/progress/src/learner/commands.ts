import { z } from 'zod';
import { identity, personKey, text, type Command, type Informed } from '@proficio/events';

export const RegisterLearner = z.object({ issuer: identity, subject: identity, name: text(200).nullish() });
export const NameLearner = z.object({ learner: personKey, name: text(200).nullable() });
export const EraseLearner = z.object({ learner: personKey });

export interface Named {
  readonly learner: string;
  readonly name: string | null;
}

/** `known`: the service has met the learner. `staff`: the caller's role acts for others. */
export type LearnerCommand =
  | Command<'RegisterLearner', Named>
  | Informed<Command<'NameLearner', Named>, { readonly known: boolean; readonly staff: boolean }>
  | Informed<Command<'EraseLearner', { readonly learner: string }>, { readonly known: boolean }>;
