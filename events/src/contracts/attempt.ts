import { z } from 'zod';
import { eventFamily, type DecidedOf, type EventOf } from '../kernel/event-family.js';
import { personal } from '../kernel/personal.js';
import { Bindings } from './binding.js';
import { fraction, key, number, optionalText, personKey } from './text.js';

/** What the learner answered; the words of a short text are personal. */
export const Response = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('single-choice'), choice: key }),
  z.object({ kind: z.literal('multiple-choice'), choices: z.array(key).max(30) }),
  z.object({ kind: z.literal('numeric'), value: number }),
  z.object({ kind: z.literal('short-text') }),
  z.object({ kind: z.literal('self-rating'), confident: z.boolean() }),
]);
export type Response = z.infer<typeof Response>;

const purpose = z.enum(['quiz', 'self-assessment']);

export const AttemptEvents = eventFamily('attempt', {
  AttemptStarted: {
    version: 1,
    data: z.object({ attempt: z.uuid(), learner: personKey, quiz: key, framework: key, purpose, items: z.array(key) }),
  },
  AnswerRecorded: {
    version: 1,
    data: z.object({
      attempt: z.uuid(),
      learner: personKey,
      quiz: key,
      purpose,
      item: key,
      kind: z.enum(['scored-item', 'self-rating']),
      bindings: Bindings,
      weight: z.number().positive(),
      response: Response,
      words: personal('learner', optionalText(10_000)).nullable(),
      /** Points of `maximum`; a confident self-rating has all of them. */
      points: z.number().min(0),
      maximum: z.number().positive(),
      outcome: fraction,
      /** Time taken before answering, milliseconds. */
      hesitationMs: z.number().min(0).nullable(),
    }),
  },
  AttemptSubmitted: {
    version: 1,
    data: z.object({ attempt: z.uuid(), learner: personKey, answered: z.number().int().min(0) }),
  },
  /** Takes back every answer of the attempt; `answers` are the ids of their events. */
  AttemptWithdrawn: {
    version: 1,
    data: z.object({
      attempt: z.uuid(),
      learner: personKey,
      purpose,
      answers: z.array(z.object({ eventId: z.string(), item: key, bindings: Bindings })),
    }),
  },
});
export type AttemptEvent = EventOf<typeof AttemptEvents>;
export type DecidedAttemptEvent = DecidedOf<typeof AttemptEvents>;
