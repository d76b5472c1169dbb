import { z } from 'zod';
import { eventFamily, type EventOf } from '../kernel/event-family.js';
import { Bindings } from './binding.js';
import { foreignId, fraction, key, personKey } from './text.js';

const scored = {
  result: z.uuid(),
  learner: personKey,
  item: key,
  source: key,
  sourceId: foreignId,
  kind: z.enum(['scored-item', 'graded-score']),
  bindings: Bindings,
  weight: z.number().positive(),
  score: z.number().min(0),
  maximum: z.number().positive(),
  outcome: fraction,
};

/** Results scored elsewhere. `replaces` is the id of the event whose evidence no longer counts. */
export const ResultEvents = eventFamily('result', {
  ResultRecorded: { version: 1, data: z.object(scored) },
  ResultCorrected: { version: 1, data: z.object({ ...scored, replaces: z.string() }) },
  ResultWithdrawn: {
    version: 1,
    data: z.object({ result: z.uuid(), learner: personKey, item: key, bindings: Bindings, replaces: z.string() }),
  },
});
export type ResultEvent = EventOf<typeof ResultEvents>;
