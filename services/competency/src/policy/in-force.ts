import type { ScorePolicy } from './policy.js';
import { weightedAverage } from './weighted-average.js';

/** The policy whose numbers are shown, in every tenant and framework. */
export const inForce: ScorePolicy = weightedAverage();
