import { numbered, type Method } from './method.js';
import { isCounted, type Row } from './row.js';

/** How many answers of an average skill stand behind what is said of a new one. */
const SHRUNK_BY = 5;

/** The mean of a skill's outcomes so far, shrunk towards that of all; .5 at the start. Read, then learnt. */
export const runningMean = (): { readonly of: (row: Row) => number; readonly learn: (row: Row) => void } => {
  const skills = numbered(() => ({ count: 0, sum: 0 }));
  const all = { count: 0, sum: 0 };
  return {
    of: ({ skill }) => {
      const { count, sum } = skills(skill);
      const overall = all.count === 0 ? 0.5 : all.sum / all.count;
      return (sum + SHRUNK_BY * overall) / (count + SHRUNK_BY);
    },
    learn: (row) => {
      if (!isCounted(row)) return;
      for (const mean of [skills(row.skill), all]) {
        mean.count++;
        mean.sum += row.outcome;
      }
    },
  };
};

/** The first baseline: that mean is the prediction. */
export const skillMean = (): Method => ({
  answers: [{ name: 'running-skill-mean', recalibrated: false }],
  predict: (_row, mean) => [mean],
});
