import { z } from 'zod';
import type { ScorePolicy } from './policy.js';
import { rulePolicy, type Rule } from './rule.js';

export const WeightedAverage = z.object({
  /** Part of the newest score, in per cent. */
  percent: z.number().int().min(1).max(99).default(65),
  /** Points possible: scores are rounded to two decimals of them. Null for no rounding. */
  points: z.number().positive().nullable().default(null),
});
const DEFAULTS = WeightedAverage.parse({});

/** Canvas's weighted average (which it stores as `decaying_average`). @throws ZodError on parameters out of range */
export const weightedAverage = (parameters: z.input<typeof WeightedAverage> = {}): ScorePolicy => {
  const { percent, points } = WeightedAverage.parse(parameters);
  const policy = { id: 'canvas/weighted-average', version: 1, parameters: { percent, points } };
  return rulePolicy(policy, nameOf(percent, points), newestAndRest(percent), points);
};

/** The newest, and the mean of all before it; a single score is itself. Per cents are whole, and so lose no digits. */
const newestAndRest =
  (percent: number): Rule =>
  (scores) => {
    const newest = scores[scores.length - 1] ?? null;
    if (newest === null || scores.length === 1) return newest;
    let sum = 0;
    for (let index = 0; index < scores.length - 1; index++) sum += scores[index] ?? 0;
    return (newest * percent + (sum / (scores.length - 1)) * (100 - percent)) / 100;
  };

const nameOf = (percent: number, points: number | null): string => {
  const told = [
    ...(percent === DEFAULTS.percent ? [] : [`percent: ${percent}`]),
    ...(points === DEFAULTS.points ? [] : [`points: ${points}`]),
  ];
  return `canvas/weighted-average@1${told.length > 0 ? ` {${told.join(', ')}}` : ''}`;
};
