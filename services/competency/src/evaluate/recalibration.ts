import { clipped } from './clipped.js';

const STEP = 0.005;

/**
 * A logistic that learns online how far a rule's score may be taken for a probability, and what the running mean is
 * worth while there is none. Predicts, then learns the outcome where there is one to learn.
 */
export const recalibration = (): ((score: number | null, mean: number, outcome: number | null) => number) => {
  let [constant, ofMean, ofScore, scored] = [0, 1, 0, 0];
  return (score, mean, outcome) => {
    const known = score === null ? 0 : 1;
    const level = score === null ? 0 : 2 * (score - 0.5);
    const prior = score === null ? logit(clipped(mean)) : 0;
    const predicted = 1 / (1 + Math.exp(-(constant + ofMean * prior + ofScore * level + scored * known)));
    if (outcome !== null) {
      const step = STEP * (outcome - predicted);
      constant += step;
      ofMean += step * prior;
      ofScore += step * level;
      scored += step * known;
    }
    return predicted;
  };
};

const logit = (probability: number): number => Math.log(probability / (1 - probability));
