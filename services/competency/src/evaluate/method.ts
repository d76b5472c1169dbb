import type { Row } from './row.js';

/** One way to predict, learning as it goes. */
export interface Method {
  /** What it answers, in this order: its name, and whether its predictions were recalibrated. */
  readonly answers: readonly { readonly name: string; readonly recalibrated: boolean }[];
  /** Predicts the outcome of a row, 0 to 1, and only then learns from it. `mean` is the running mean of the skill. */
  readonly predict: (row: Row, mean: number) => readonly number[];
}

/** What is kept of each number, made when it is first asked for. */
export const numbered = <T>(fresh: () => T): ((number: number) => T) => {
  const kept: T[] = [];
  return (number) => {
    for (let next = kept.length; next <= number; next++) kept.push(fresh());
    return kept[number] ?? fresh();
  };
};
