/** Scores come from sums of decimal fractions in binary: 0.7999999999999999 is eight tenths. */
const TOLERANCE = 1e-9;

/** How many of the cut points a score reaches; 0 without one. */
export const levelOf = (score: number | null, cuts: readonly number[]): number =>
  score === null ? 0 : cuts.filter((cut) => score >= cut - TOLERANCE).length;

/** Levels that are missing to the target; null without one. */
export const gapTo = (target: number | null, level: number): number | null =>
  target === null ? null : Math.max(0, target - level);
