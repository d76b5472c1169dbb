import type { Estimate } from './estimate.js';

/** Where four fifths of a normal lie below: beyond so many standard deviations a level is confirmed. */
const FOUR_FIFTHS = 0.8416212335729143;

/** Whether the true level is at least the one shown (of level 0: below the first cut point) in four cases of five. */
export const isConfirmed = ({ mean, varianceOnDay }: Estimate, cuts: readonly number[], level: number): boolean => {
  const cut = cuts[Math.max(0, level - 1)];
  if (cut === undefined) return true; // a framework of one level: nothing is below it
  const distance = mean - Math.log(cut / (1 - cut));
  return (level === 0 ? -distance : distance) >= FOUR_FIFTHS * Math.sqrt(varianceOnDay);
};

export interface Trend {
  /** Of the score. */
  readonly change: number;
  /** How many standard deviations of both estimates the change on the logit is. */
  readonly z: number;
}
export const trendOf = (now: Estimate, then: Estimate): Trend => ({
  change: now.score - then.score,
  z: (now.mean - then.mean) / Math.sqrt(now.varianceOnDay + then.varianceOnDay),
});
