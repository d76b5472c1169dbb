import { z } from 'zod';
import { eventFamily, type EventOf } from '../kernel/event-family.js';
import { key, personKey, text } from './text.js';

/** So many ids and their quotes stay under 1 MiB, the largest event that every store takes. */
export const MAX_LISTED = 25_000;

/** Who belongs to a cohort: whoever is enrolled in a course at the time asked about, or a list. */
export const CohortMembers = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('course'), framework: key, course: key }),
  z.object({ kind: z.literal('learners'), learners: z.array(personKey).min(1).max(MAX_LISTED) }),
]);
export type CohortMembers = z.infer<typeof CohortMembers>;

export const CohortContent = z.object({ title: text(200), members: CohortMembers });
export type CohortContent = z.infer<typeof CohortContent>;

export const CohortEvents = eventFamily('cohort', {
  /** Listed learners stand in ascending order, each once. */
  CohortDefined: { version: 1, data: z.object({ cohort: key, content: CohortContent }) },
  CohortRemoved: { version: 1, data: z.object({ cohort: key }) },
});
export type CohortEvent = EventOf<typeof CohortEvents>;
