import { PRIOR } from './parameters.js';
import { noRows, type Row, type Rows } from './rows.js';

/** A term is two numbers of a row: its mean, and behind it its variance. */
export const MEAN = 0;
export const VARIANCE = 1;

export const FEATURES = 13;
/** Where the term of a feature's weight begins in the row of what is shared by all. */
export const weightAt = (feature: number): number => 2 + 2 * feature;

/** Of a tenant and framework: the constant, then the weights of the practice features. 28 numbers. */
export const newShared = (): Row => [
  0,
  PRIOR.constant,
  ...Array.from({ length: FEATURES }, () => [0, PRIOR.feature]).flat(),
];

/** Of a tenant and framework's skill, and of its item: one term each. */
export const newSkill = (): Row => [0, PRIOR.skill];
export const newItem = (): Row => [0, PRIOR.item];

/** Where a learner's own numbers stand: `LAST` is the time of the last evidence, milliseconds since 1970. */
export const LEARNER = { LAST: 2, SUCCESSES: 3, FAILURES: 4, SLOW: 5, FAST: 6 } as const;
const newLearner = (at: number): Row => [0, PRIOR.learner, at, 0, 0, 0, 0];

/**
 * Of a learner's skill: its term, what the practice features read, and the base of the evidence that was recorded last:
 * how hard the skill is (constant and skill), practice, and the variance of both together.
 */
export const SKILL = {
  LAST: 2,
  SUCCESSES: 3,
  FAILURES: 4,
  AVERAGE: 5,
  PRACTISED: 6,
  EASE: 7,
  PRACTICE: 8,
  BASE_VARIANCE: 9,
} as const;
export const SKILL_WIDTH = 10;
export const newLearnerSkill = (at: number): Row => [0, PRIOR.learnerSkill, at, 0, 0, 0, at, 0, 0, 0];

/** Of a learner's item: what was practised on it, the last outcome as 2y-1, and how often it was self-rated. */
export const HISTORY = { SUCCESSES: 0, FAILURES: 1, LAST: 2, RATED: 3 } as const;
export const HISTORY_WIDTH = 4;
export const newHistory = (): Row => [0, 0, 0, 0];

/** All that is a learner's own in one framework, items apart: one flat record, as good as new after JSON. */
export interface OwnTerms {
  readonly learner: Row;
  /** A row for each skill that has evidence that counts, and for no other. */
  readonly skills: Rows;
}

/** As it is before the first evidence, which came at this time. */
export const newOwn = (at: number): OwnTerms => ({ learner: newLearner(at), skills: noRows() });
