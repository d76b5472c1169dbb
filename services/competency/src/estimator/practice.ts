import { HOUR_MS, KEEP } from './parameters.js';
import { read, rowOf, type Row } from './rows.js';
import { FEATURES, HISTORY, LEARNER, SKILL, type OwnRows, type Stretch } from './terms.js';

/** Features of the skill come first, those of the learner next, those of the very item last. */
export const OF_LEARNER = 6;
export const OF_ITEM = 10;
const HOURS = 4;

/** Features, by place. One array serves all steps, since a step ends before the next one begins. */
export const noFeatures = (): Row => rowOf(...Array.from({ length: FEATURES }, () => 0));

/** Adds what a skill's practice says, in the skill's share. `at` null leaves out the time since, as what is shown does. */
export const addSkill = (x: Row, own: OwnRows, from: number, share: number, at: number | null): void => {
  const row = own.skills.numbers;
  const successes = read(row, from + SKILL.SUCCESSES);
  const failures = read(row, from + SKILL.FAILURES);
  if (successes + failures === 0) return;
  const average = read(row, from + SKILL.AVERAGE);
  add(x, 0, share);
  add(x, 1, share * log1p(successes));
  add(x, 2, share * log1p(failures));
  add(x, 3, share * average);
  const practised = read(row, from + SKILL.PRACTISED);
  // Evidence without time all happened at one moment: no hours, and both features are absent.
  if (at === null || at <= practised) return;
  const hours = share * Math.log1p((at - practised) / HOUR_MS);
  add(x, HOURS, hours);
  add(x, HOURS + 1, hours * average);
};

export const addLearner = (x: Row, { learner }: OwnRows): void => {
  const successes = read(learner, LEARNER.SUCCESSES);
  const failures = read(learner, LEARNER.FAILURES);
  if (successes + failures === 0) return;
  x[OF_LEARNER] = log1p(successes);
  x[OF_LEARNER + 1] = log1p(failures);
  x[OF_LEARNER + 2] = read(learner, LEARNER.SLOW);
  x[OF_LEARNER + 3] = read(learner, LEARNER.FAST);
};

export const addItem = (x: Row, { row, from }: Stretch): void => {
  const successes = read(row, from + HISTORY.SUCCESSES);
  const failures = read(row, from + HISTORY.FAILURES);
  if (successes + failures === 0) return;
  x[OF_ITEM] = log1p(successes);
  x[OF_ITEM + 1] = log1p(failures);
  x[OF_ITEM + 2] = read(row, from + HISTORY.LAST);
};

/** Brings the counts up to date, the last thing that a step does. */
export const practiseSkill = ({ skills: { numbers } }: OwnRows, from: number, outcome: number, at: number): void => {
  const before = read(numbers, from + SKILL.SUCCESSES) + read(numbers, from + SKILL.FAILURES);
  const last = read(numbers, from + SKILL.PRACTISED);
  count(numbers, from + SKILL.SUCCESSES, outcome);
  average(numbers, from + SKILL.AVERAGE, KEEP.skill, outcome);
  numbers[from + SKILL.PRACTISED] = before === 0 ? at : Math.max(last, at);
};

export const practiseLearner = ({ learner }: OwnRows, outcome: number): void => {
  count(learner, LEARNER.SUCCESSES, outcome);
  average(learner, LEARNER.SLOW, KEEP.slow, outcome);
  average(learner, LEARNER.FAST, KEEP.fast, outcome);
};

export const practiseItem = ({ row, from }: Stretch, outcome: number): void => {
  count(row, from + HISTORY.SUCCESSES, outcome);
  row[from + HISTORY.LAST] = 2 * outcome - 1;
};

/** Failures are counted behind the successes. */
const count = (row: Row, successes: number, outcome: number): void => {
  row[successes] = read(row, successes) + outcome;
  row[successes + 1] = read(row, successes + 1) + (1 - outcome);
};
const average = (row: Row, place: number, keep: number, outcome: number): void => {
  row[place] = keep * read(row, place) + (1 - keep) * (2 * outcome - 1);
};
const add = (x: Row, place: number, value: number): void => {
  x[place] = read(x, place) + value;
};

/** Counts are whole wherever outcomes are 0 or 1, and their logarithms the same thousand again and again. */
const LOGARITHMS = rowOf(...Array.from({ length: 1024 }, (_, count) => Math.log1p(count)));
const log1p = (count: number): number =>
  count < 1024 && (count | 0) === count ? read(LOGARITHMS, count) : Math.log1p(count);
