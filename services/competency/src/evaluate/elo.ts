import { numbered, type Method } from './method.js';
import { isCounted } from './row.js';

/** The other baseline: one ability a learner and one difficulty an item, whatever the skill. */
export const elo = (): Method => {
  const abilities = numbered(unrated);
  const difficulties = numbered(unrated);
  return {
    answers: [{ name: 'elo', recalibrated: false }],
    predict: (row) => {
      const ability = abilities(row.learner);
      const difficulty = difficulties(row.item);
      const expected = 1 / (1 + Math.exp(difficulty.rating - ability.rating));
      if (isCounted(row)) {
        move(ability, row.outcome - expected);
        move(difficulty, expected - row.outcome);
      }
      return [expected];
    },
  };
};

interface Rating {
  rating: number;
  moves: number;
}
const unrated = (): Rating => ({ rating: 0, moves: 0 });
const move = (rated: Rating, surprise: number): void => {
  rated.rating += surprise / (1 + 0.05 * rated.moves);
  rated.moves++;
};
