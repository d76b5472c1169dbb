import { z } from 'zod';
import { eventFamily, type DecidedOf, type EventOf } from '../kernel/event-family.js';
import { personal } from '../kernel/personal.js';
import { Bindings } from './binding.js';
import { foreignId, fraction, key, optionalText, personKey } from './text.js';

const recognised = {
  recognition: z.uuid(),
  learner: personKey,
  source: key,
  sourceId: foreignId,
  bindings: Bindings,
  /** The score given, or the middle of the level given. */
  outcome: fraction,
  level: z.number().int().min(0).nullable(),
  note: personal('learner', optionalText(10_000)).nullable(),
};

/** Prior learning that an assessor accepted; a correction replaces the evidence of event `replaces`. */
export const RecognitionEvents = eventFamily('recognition', {
  PriorLearningRecognised: { version: 1, data: z.object(recognised) },
  PriorLearningCorrected: { version: 1, data: z.object({ ...recognised, replaces: z.string() }) },
});
export type RecognitionEvent = EventOf<typeof RecognitionEvents>;
export type DecidedRecognitionEvent = DecidedOf<typeof RecognitionEvents>;
