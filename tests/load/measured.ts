/** One figure of one run: what we do and, where there is one, what the bare machine does with the same bytes. */
export interface Measured {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly reference?: number;
  /** What must hold of the figure itself, or of its ratio to the reference. */
  readonly goal: Goal;
}

type Goal = { readonly of: 'value' | 'ratio' } & ({ readonly atLeast: number } | { readonly atMost: number });

/** A benchmark: one run of it, to be repeated. */
export interface Bench {
  readonly runs: number;
  readonly run: () => Promise<readonly Measured[]>;
}

/** What is printed of a figure: medians over all runs. */
export interface Result {
  readonly bench: string;
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number | null;
  readonly ratio: number | null;
  readonly goal: string;
}

/** The ratio is the median of each run's own ratio, since machine and disk change between runs. */
export const summary = (bench: string, runs: readonly (readonly Measured[])[]): readonly Result[] => {
  const names = [...new Set(runs.flat().map(({ figure }) => figure))];
  return names.map((name): Result => {
    const all = runs.flat().filter(({ figure }) => figure === name);
    const references = all.flatMap(({ reference }) => (reference === undefined ? [] : [reference]));
    const ratios = all.flatMap(({ value, reference }) => (reference === undefined ? [] : [value / reference]));
    const { unit = '', goal = undefined } = all[0] ?? {};
    return {
      bench,
      figure: name,
      value: rounded(median(all.map(({ value }) => value))),
      unit,
      reference: references.length > 0 ? rounded(median(references)) : null,
      ratio: ratios.length > 0 ? rounded(median(ratios)) : null,
      goal: goal ? textOf(goal) : '',
    };
  });
};

const textOf = (goal: Goal): string =>
  'atLeast' in goal ? `${goal.of} >= ${goal.atLeast}` : `${goal.of} <= ${goal.atMost}`;
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
const rounded = (value: number): number => Number(value.toPrecision(4));
