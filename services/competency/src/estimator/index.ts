/**
 * The estimator `proficiency@1`: pure, without a store, the same for `evaluate` and for a projection.
 *
 * ## What a projection keeps
 *
 * - for a tenant and framework one row `newShared()`, for each of its skills `newSkill()`, for each item `newItem()`:
 *   the shared terms, taught in log order and never unlearnt;
 * - for a learner and framework one record `OwnTerms`, begun by `newOwn(at)` with the first fact that counts;
 * - for each item that a learner met one row `newHistory()`;
 * - with each piece of evidence that counts its `Reading`, seven numbers, and `null` with any other.
 *
 * All of these are plain arrays and records of numbers and strings, and are the same bits after JSON, or by `laidRow` in
 * a twentieth of the time.
 *
 * ## What it does with a fact
 *
 * A fact counts when its outcome is not null and its weight (the policy's for the kind, times the item's) is above 0;
 * any other is kept and not taught. Of one that counts all bindings to a framework are one `Meeting` and one call of
 * `teach`: with a place for each skill by `skillPlace(own, skill, at)`, made by counted facts only, since a row is what says
 * that a skill has evidence, and the item's history from where it is kept. The rows are changed in place; put the
 * documents that hold them. The readings come back in the order of the skills, each to be kept with the piece of that skill.
 *
 * Facts of one event are taught in the order of evidence, by item key, so that an event is in order within itself.
 * A fact that sorts before one already taught to its learner (`occurredAt`, item, event, place) is taught all the same,
 * as late: its learner is read by `refold` from then on, as is one with a correction or a withdrawal among the
 * evidence. A correction is a fact of its own, with the `occurredAt` of what it corrects, and so is late.
 *
 * ## What a query does
 *
 * `OwnTerms`, live or from `refold` (of the pieces of all the learner's skills, in the order of evidence, those left out
 * that were withdrawn or, as of a day, not yet known or not yet happened), gives `skillEstimate` and `domainEstimate`,
 * and `explainSkill`; `movesOf` tells what each fact did.
 */
export { noRows, placeFor, placeOf, rowOf, type Row, type Rows } from './rows.js';
export { bitsOf, lay as laidRow, rowOfBits, take as takenRow, type LaidRow } from './bits.js';
export {
  historyIn,
  newHistory,
  newItem,
  newOwn,
  newShared,
  newSkill,
  skillPlace,
  type OwnRows,
  type OwnTerms,
  type Stretch,
} from './terms.js';
export type { Meeting, MetSkill } from './meeting.js';
export { step, type Fact, type Stepped } from './step.js';
export { teach, type Reading, type Taught } from './teach.js';
export { refold, refolding, type CountedPiece, type Refolded } from './refold.js';
export { domainEstimate, skillEstimate, startOfDay, type Counting, type Estimate } from './estimate.js';
export { isConfirmed, trendOf, type Trend } from './confirmed.js';
export { explainSkill, movesOf, WORDS, type Contribution, type Move } from './explain.js';
