import type { Rule } from './rules.js';

/**
 * A rule that counts in points and rounds as a gradebook does: to two decimals of so many points, once, when the score
 * is read. Outcomes and scores stay 0 to 1.
 */
export const inPoints = (rule: Rule, points: number): Rule => ({
  initial: rule.initial,
  add: (tally, outcome) => rule.add(tally, outcome === null ? null : outcome * points),
  score: (tally) => {
    const score = rule.score(tally);
    return score === null ? null : halfUp(score) / points;
  },
});

/** 4.465 is a little less than that in binary, so what lies beyond the fifteenth digit is dropped first. */
const halfUp = (value: number): number => Math.round(Number((value * 100).toPrecision(15))) / 100;
