import { correct, type Correction, type Met, type Part } from './correction.js';
import { addItem, addLearner, addSkill, noFeatures, OF_ITEM } from './practice.js';
import { read, type Row } from './rows.js';
import { FEATURES, MEAN, VARIANCE, weightAt, type OwnRows, type Stretch } from './terms.js';

/** The rows that one fact meets. A step changes them in place. */
export interface Meeting {
  readonly shared: Row;
  /** The item's term, and this learner's history with it; null for a fact without an item. */
  readonly item: { readonly term: Row; readonly history: Stretch } | null;
  readonly own: OwnRows;
  /** No skill twice; shares sum to 1. */
  readonly skills: readonly MetSkill[];
}
export interface MetSkill extends Part {
  readonly term: Row;
}

/** Features, by place. One row serves all steps, since each reads it anew before it uses it. */
const x: Row = noFeatures();

/** What a scored item meets, practice with it. */
export const meetPractising = (meeting: Meeting, at: number): Met => {
  const { own, skills, item, shared } = meeting;
  x.fill(0);
  for (const { from, share } of skills) addSkill(x, own, from, share, at);
  addLearner(x, own);
  if (item) addItem(x, item.history);
  const plain = meetPlainly(meeting);
  return {
    ease: plain.ease,
    practice: weighed(shared, 0, OF_ITEM),
    item: plain.item + weighed(shared, OF_ITEM, FEATURES),
    variance: plain.variance + spread(shared, FEATURES),
  };
};

/** What any other fact meets. */
export const meetPlainly = ({ shared, skills, item }: Meeting): Met => {
  let ease = read(shared, MEAN);
  let variance = read(shared, VARIANCE);
  for (const { share, term } of skills) {
    ease += share * read(term, MEAN);
    variance += share * share * read(term, VARIANCE);
  }
  if (item === null) return { ease, practice: 0, item: 0, variance };
  return { ease, practice: 0, item: read(item.term, MEAN), variance: variance + read(item.term, VARIANCE) };
};

/** Moves constant and skills, and the weights of the features that were met last if this was practice. */
export const correctShared = ({ shared, skills }: Meeting, { gain, loss }: Correction, practice: boolean): void => {
  correct(shared, 0, 1, gain, loss);
  for (const { share, term } of skills) correct(term, 0, share, gain, loss);
  if (!practice) return;
  for (let feature = 0; feature < FEATURES; feature++) {
    const value = read(x, feature);
    if (value !== 0) correct(shared, weightAt(feature), value, gain, loss);
  }
};

/** The shared part of what is shown for a skill: for an average item, and at the moment of its last practice. */
export interface SkillBase {
  readonly ease: number;
  readonly practice: number;
  readonly variance: number;
}

/** The base of one skill, read from the rows as they now stand. */
export const skillBase = ({ shared, own }: Meeting, { from, term }: MetSkill): SkillBase => {
  x.fill(0);
  addSkill(x, own, from, 1, null);
  addLearner(x, own);
  return {
    ease: read(shared, MEAN) + read(term, MEAN),
    practice: weighed(shared, 0, OF_ITEM),
    variance: read(shared, VARIANCE) + read(term, VARIANCE) + spread(shared, OF_ITEM),
  };
};

const weighed = (shared: Row, from: number, to: number): number => {
  let sum = 0;
  for (let feature = from; feature < to; feature++) sum += read(x, feature) * read(shared, weightAt(feature));
  return sum;
};

/** The variance that the first so many features bring. */
const spread = (shared: Row, to: number): number => {
  let sum = 0;
  for (let feature = 0; feature < to; feature++) {
    const value = read(x, feature);
    sum += value * value * read(shared, weightAt(feature) + VARIANCE);
  }
  return sum;
};
