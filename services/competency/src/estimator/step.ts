import type { EvidenceKind } from '@proficio/events';
import { correct, correctOwn, drift, type Correction, type Met, type Part } from './correction.js';
import { isPractice, teachesShared } from './parameters.js';
import {
  addItem,
  addLearner,
  addSkill,
  noFeatures,
  OF_ITEM,
  practiseItem,
  practiseLearner,
  practiseSkill,
  type Stretch,
} from './practice.js';
import { read, type Row } from './rows.js';
import { FEATURES, HISTORY, MEAN, VARIANCE, weightAt, type OwnTerms } from './terms.js';

/** What one fact says, whatever the number of skills it is about. */
export interface Fact {
  readonly kind: EvidenceKind;
  /** 0 to 1. */
  readonly outcome: number;
  /** What the policy gives the kind, times the item's own; above 0. A self-rating's is divided by its number here. */
  readonly weight: number;
  /** When it happened, milliseconds since 1970; one and the same for all where nothing is known of time. */
  readonly at: number;
}

/** The rows that one fact meets. A step changes them in place. */
export interface Meeting {
  readonly shared: Row;
  /** The item's term, and this learner's history with it; null for a fact without an item. */
  readonly item: { readonly term: Row; readonly history: Stretch } | null;
  readonly own: OwnTerms;
  /** No skill twice; shares sum to 1. */
  readonly skills: readonly MetSkill[];
}
export interface MetSkill extends Part {
  readonly term: Row;
}

/** What a step leaves behind: what was expected of it, before it was learnt from, and what it met. */
export interface Stepped {
  readonly expected: number;
  readonly met: Met;
}

/** One step: drift, predict, correct, count. */
export const step = (meeting: Meeting, fact: Fact): Stepped => {
  const { own, skills, item } = meeting;
  const practice = isPractice(fact.kind);
  drift(own, skills, fact.at);
  const met = practice ? meetPractising(meeting, fact.at) : meetPlainly(meeting);
  const correction = correctOwn(own, skills, met, fact.outcome, weightOf(fact, item?.history));
  correctShared(meeting, correction, practice, teachesShared(fact.kind));
  if (practice) count(meeting, fact);
  return { expected: correction.expected, met };
};

/** The features of the step at hand. */
const x: Row = noFeatures();

const meetPractising = (meeting: Meeting, at: number): Met => {
  const { own, skills, item, shared } = meeting;
  x.fill(0);
  for (const { from, share } of skills) addSkill(x, own, from, share, at);
  addLearner(x, own);
  if (item) addItem(x, item.history);
  const plain = meetPlainly(meeting);
  const practice = weighed(shared, 0, OF_ITEM);
  const history = weighed(shared, OF_ITEM, FEATURES);
  const variance = plain.variance + spread(shared, 0, FEATURES);
  return { ease: plain.ease, practice, item: plain.item + history, variance };
};

const meetPlainly = ({ shared, skills, item }: Meeting): Met => {
  let ease = read(shared, MEAN);
  let variance = read(shared, VARIANCE);
  for (const { share, term } of skills) {
    ease += share * read(term, MEAN);
    variance += share * share * read(term, VARIANCE);
  }
  if (!item) return { ease, practice: 0, item: 0, variance };
  return { ease, practice: 0, item: read(item.term, MEAN), variance: variance + read(item.term, VARIANCE) };
};

const weighed = (shared: Row, from: number, to: number): number => {
  let sum = 0;
  for (let feature = from; feature < to; feature++) sum += read(x, feature) * read(shared, weightAt(feature));
  return sum;
};
const spread = (shared: Row, from: number, to: number): number => {
  let sum = 0;
  for (let feature = from; feature < to; feature++) {
    const value = read(x, feature);
    sum += value * value * read(shared, weightAt(feature) + VARIANCE);
  }
  return sum;
};

const correctShared = (
  { shared, skills, item }: Meeting,
  { gain, loss }: Correction,
  practice: boolean,
  all: boolean,
): void => {
  if (item) correct(item.term, 0, 1, gain, loss);
  if (!all) return;
  correct(shared, 0, 1, gain, loss);
  for (const { share, term } of skills) correct(term, 0, share, gain, loss);
  if (practice)
    for (let feature = 0; feature < FEATURES; feature++) {
      const value = read(x, feature);
      if (value !== 0) correct(shared, weightAt(feature), value, gain, loss);
    }
};

const count = ({ own, skills, item }: Meeting, { outcome, at }: Fact): void => {
  for (const { from } of skills) practiseSkill(own, from, outcome, at);
  practiseLearner(own, outcome);
  if (item) practiseItem(item.history, outcome);
};

/** Rating oneself again on the same item tells little that is new: the n-th time an n-th. */
const weightOf = ({ kind, weight }: Fact, history: Stretch | undefined): number => {
  if (kind !== 'self-rating' || !history) return weight;
  const { row, from } = history;
  const times = read(row, from + HISTORY.RATED) + 1;
  row[from + HISTORY.RATED] = times;
  return weight / times;
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
    variance: read(shared, VARIANCE) + read(term, VARIANCE) + spread(shared, 0, OF_ITEM),
  };
};
