import { DAY_MS, DRIFT, PRIOR, SMALLEST_INFORMATION, SMALLEST_VARIANCE } from './parameters.js';
import { read, type Row } from './rows.js';
import { LEARNER, MEAN, SKILL, VARIANCE, type OwnRows } from './terms.js';

/** What a piece of evidence met of the shared terms, on the logit, and the variance of all of it together. */
export interface Met {
  /** The constant and the skills, in their shares. */
  readonly ease: number;
  /** Practice features of skills and learner. */
  readonly practice: number;
  /** The item's term and the features of the learner's history with it. */
  readonly item: number;
  readonly variance: number;
}

/** A skill of a fact: its share, and where the learner's own numbers of it begin. */
export interface Part {
  readonly share: number;
  readonly from: number;
}

/** What one fact made known: any term with x moves by v x `gain`, and loses (v x)^2 `loss` of its variance. */
export interface Correction {
  readonly expected: number;
  readonly gain: number;
  readonly loss: number;
  /** The learner's part in the prediction, and that of the skills. */
  readonly learner: number;
  readonly learnerSkill: number;
}

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
/** The mean of a sigmoid over a normal, as near as the probit's scale gives it. */
export const expectedOf = (mean: number, variance: number): number =>
  sigmoid(mean / Math.sqrt(1 + (Math.PI * variance) / 8));

/** Before a piece of evidence the learner's own terms become less sure: since they last were asked, they may have changed. */
export const drift = ({ learner, skills }: OwnRows, parts: readonly Part[], at: number): void => {
  widen(learner, 0, PRIOR.learner, DRIFT.learner, at);
  for (const { from } of parts) widen(skills.numbers, from, PRIOR.learnerSkill, DRIFT.learnerSkill, at);
};

/** `LAST` stands at the same place in both rows. A last time never moves back. */
const widen = (row: Row, from: number, prior: number, each: number, at: number): void => {
  const last = read(row, from + LEARNER.LAST);
  const days = Math.max(0, at - last) / DAY_MS;
  row[from + VARIANCE] = Math.min(prior, read(row, from + VARIANCE) + each + DRIFT.day * days);
  if (at > last) row[from + SKILL.LAST] = at;
};

/**
 * Predicts from what was met and the learner's own terms, and corrects the own terms. Live and refolded are this one
 * function, with the sums associated as they stand here, so that both give the same bits.
 */
export const correctOwn = (
  { learner, skills: { numbers } }: OwnRows,
  parts: readonly Part[],
  met: Met,
  outcome: number,
  weight: number,
): Correction => {
  const general = read(learner, MEAN);
  let particular = 0;
  let spread = 0;
  for (const { share, from } of parts) {
    particular += share * read(numbers, from + MEAN);
    spread += share * share * read(numbers, from + VARIANCE);
  }
  const mean = met.ease + met.practice + met.item + (general + particular);
  const variance = met.variance + (read(learner, VARIANCE) + spread);
  const expected = expectedOf(mean, variance);
  const likely = sigmoid(mean);
  const information = weight * Math.max(likely * (1 - likely), SMALLEST_INFORMATION);
  const denominator = 1 + information * variance;
  const gain = (weight * (outcome - expected)) / denominator;
  const loss = information / denominator;
  correct(learner, 0, 1, gain, loss);
  for (const { share, from } of parts) correct(numbers, from, share, gain, loss);
  return { expected, gain, loss, learner: general, learnerSkill: particular };
};

/** Moves the term that begins at `from`, met with `x`. */
export const correct = (row: Row, from: number, x: number, gain: number, loss: number): void => {
  const variance = read(row, from + VARIANCE);
  const reach = variance * x;
  row[from + MEAN] = read(row, from + MEAN) + reach * gain;
  row[from + VARIANCE] = Math.max(SMALLEST_VARIANCE, variance - reach * reach * loss);
};
