import type { Known } from '../policy/policy.js';
import { countsIn } from '../profile/known.js';
import type { KeptPiece } from './in-order.js';

/** A piece of evidence, as a teacher's grade of a half would be; `change` says what is else about it. */
export const piece = (change: Partial<KeptPiece> = {}): KeptPiece => ({
  eventId: 'e',
  place: 0,
  kind: 'graded-score',
  item: 'exam',
  outcome: 0.5,
  itemWeight: 1,
  share: 1,
  hesitationMs: null,
  occurredAt: '2026-01-05T09:00:00.000Z',
  recordedAt: '2026-01-05T09:00:00.000Z',
  position: '1',
  knownAt: '2026-01-05T09:00:00.000Z',
  reading: [0, 0, 0, 0, 0, 0, 0],
  ...change,
});

/** What is known of a learner of whom only the evidence matters. */
export const known = (evidenceOf: Known['evidenceOf']): Known => ({
  evidenceOf,
  countsOf: (skill) => countsIn(evidenceOf(skill)),
  own: () => null,
  taught: () => [],
  day: 0,
});
