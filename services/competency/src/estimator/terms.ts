import { PRIOR } from './parameters.js';
import { noRows, placeFor, rowOf, type Row, type Rows } from './rows.js';

/** A term is two numbers of a row: its mean, and behind it its variance. */
export const MEAN = 0;
export const VARIANCE = 1;

export const FEATURES = 13;
/** Where the term of a feature's weight begins in the row of what is shared by all. */
export const weightAt = (feature: number): number => 2 + 2 * feature;

/** Of a tenant and framework: the constant, then the weights of the practice features. 28 numbers. */
export const newShared = (): Row =>
  rowOf(0, PRIOR.constant, ...Array.from({ length: FEATURES }, () => [0, PRIOR.feature]).flat());

/** Of a tenant and framework's skill, and of its item: one term each. */
export const newSkill = (): Row => SKILL_TERM.slice();
export const newItem = (): Row => ITEM_TERM.slice();
const SKILL_TERM = rowOf(0, PRIOR.skill);
const ITEM_TERM = rowOf(0, PRIOR.item);

/** Where a learner's own numbers stand: `LAST` is the time of the last evidence, milliseconds since 1970. */
export const LEARNER = { LAST: 2, SUCCESSES: 3, FAILURES: 4, SLOW: 5, FAST: 6 } as const;
const LEARNER_ROW = rowOf(0, PRIOR.learner, 0, 0, 0, 0, 0);

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
const SKILL_ROW = rowOf(0, PRIOR.learnerSkill, 0, 0, 0, 0, 0, 0, 0, 0);

/** Of a learner's item: what was practised on it, the last outcome as 2y-1, and how often it was self-rated. */
export const HISTORY = { SUCCESSES: 0, FAILURES: 1, LAST: 2, RATED: 3 } as const;
export const newHistory = (): Row => HISTORY_ROW.slice();
const HISTORY_ROW = rowOf(0, 0, 0, 0);

/** All of a learner's own numbers that a step reads and changes, the history of items apart. */
export interface OwnRows {
  readonly learner: Row;
  readonly skills: { readonly numbers: Row };
}

/** The same with the keys of the skills: one flat record a learner and framework, as good as new after JSON. */
export interface OwnTerms<Key extends string | number = string> extends OwnRows {
  /** A row for each skill that has evidence that counts, and for no other. */
  readonly skills: Rows<Key>;
}

/** As it is before the first evidence, which came at this time. */
export const newOwn = <Key extends string | number = string>(at: number): OwnTerms<Key> => ({
  learner: LEARNER_ROW.with(LEARNER.LAST, at),
  skills: noRows(),
});

/** Where a skill's numbers begin, made where there are none, for evidence that comes at this time. */
export const skillPlace = <Key extends string | number>({ skills }: OwnTerms<Key>, skill: Key, at: number): number => {
  const end = skills.numbers.length;
  const place = placeFor(skills, skill, SKILL_ROW);
  if (place === end) skills.numbers[place + SKILL.LAST] = at;
  return place;
};

/** A learner's item in a row that holds others. */
export interface Stretch {
  readonly row: Row;
  readonly from: number;
}

/** What a learner did on an item, made where it is new. Histories may be kept in any number of `Rows`, as suits the items. */
export const historyIn = <Key extends string | number>(histories: Rows<Key>, item: Key): Stretch => ({
  row: histories.numbers,
  from: placeFor(histories, item, HISTORY_ROW),
});
