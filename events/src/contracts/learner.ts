import { z } from 'zod';
import { eventFamily, type DecidedOf, type EventOf } from '../kernel/event-family.js';
import { personal } from '../kernel/personal.js';
import { personKey, text } from './text.js';

const name = personal('learner', text(200)).nullable();

export const LearnerEvents = eventFamily('learner', {
  LearnerRegistered: { version: 1, data: z.object({ learner: personKey, name }) },
  LearnerNamed: { version: 1, data: z.object({ learner: personKey, name }) },
  LearnerErased: { version: 1, data: z.object({ learner: personKey }) },
});
export type LearnerEvent = EventOf<typeof LearnerEvents>;
export type DecidedLearnerEvent = DecidedOf<typeof LearnerEvents>;
