import type { EvidenceKind } from '@proficio/events';
import { correct, correctOwn, drift, type Met } from './correction.js';
import { correctShared, meetPlainly, meetPractising, type Meeting } from './meeting.js';
import { isPractice, teachesShared } from './parameters.js';
import { practiseItem, practiseLearner, practiseSkill } from './practice.js';
import { read } from './rows.js';
import { HISTORY, type Stretch } from './terms.js';

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

/** What a step leaves behind: what was expected of the fact, before it was learnt from, and what it met. */
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
  const weight = fact.kind === 'self-rating' && item !== null ? ratingWeight(fact.weight, item.history) : fact.weight;
  const correction = correctOwn(own, skills, met, fact.outcome, weight);
  if (item !== null) correct(item.term, 0, 1, correction.gain, correction.loss);
  if (teachesShared(fact.kind)) correctShared(meeting, correction, practice);
  if (practice) count(meeting, fact);
  return { expected: correction.expected, met };
};

const count = ({ own, skills, item }: Meeting, { outcome, at }: Fact): void => {
  for (const { from } of skills) practiseSkill(own, from, outcome, at);
  practiseLearner(own, outcome);
  if (item !== null) practiseItem(item.history, outcome);
};

/** Rating oneself again on the same item tells little that is new: the n-th time an n-th. */
const ratingWeight = (weight: number, { row, from }: Stretch): number => {
  const times = read(row, from + HISTORY.RATED) + 1;
  row[from + HISTORY.RATED] = times;
  return weight / times;
};
