import { column } from './column.js';
import { elo } from './elo.js';
import { metricsOf, type Metrics } from './metrics.js';
import { numbered, type Method } from './method.js';
import { proficiency } from './proficiency.js';
import type { Row } from './row.js';
import { ruleMethods } from './rule-method.js';
import { runningMean, skillMean } from './running-mean.js';

/** Every policy and baseline, cold, in the one configuration that is its default. */
export const allMethods = (): readonly Method[] => [skillMean(), ...ruleMethods(), elo(), proficiency()];

export interface Evaluation {
  /** All rows, and those that count in the figures. */
  readonly rows: number;
  readonly scored: number;
  readonly methods: readonly ({ readonly name: string; readonly recalibrated: boolean } & Metrics)[];
}

export interface EvaluateOptions {
  readonly methods?: readonly Method[];
  /** In points. */
  readonly passMark?: number | null;
}

/** Predicts each row, then learns from it, in the order in which rows come; all in one pass, a batch at a time. */
export const evaluate = async (
  batches: AsyncIterable<readonly Row[]>,
  { methods = allMethods(), passMark = null }: EvaluateOptions = {},
): Promise<Evaluation> => {
  const means = runningMean();
  const isScored = scoring();
  const columns = { outcomes: column(), points: column(), maxima: column() };
  const answers = methods.flatMap((method) => method.answers.map((answer) => ({ ...answer, predicted: column() })));
  let rows = 0;
  for await (const batch of batches)
    for (const row of batch) {
      rows++;
      const scored = isScored(row);
      const mean = means.of(row);
      let at = 0;
      for (const method of methods)
        for (const predicted of method.predict(row, mean)) {
          if (scored) answers[at]?.predicted.push(predicted);
          at++;
        }
      means.learn(row);
      if (!scored) continue;
      columns.outcomes.push(row.outcome);
      columns.points.push(row.points);
      columns.maxima.push(row.maximum);
    }
  const scored = {
    outcomes: columns.outcomes.values(),
    points: columns.points.values(),
    maxima: columns.maxima.values(),
  };
  return {
    rows,
    scored: scored.outcomes.length,
    methods: answers.map(({ predicted, ...answer }) => ({
      ...answer,
      ...metricsOf(scored, predicted.values(), passMark),
    })),
  };
};

/** Rows of the warm-up are not scored; where a group is asked for, nor is a learner's first row in it. */
const scoring = (): ((row: Row) => boolean) => {
  const met = numbered(() => new Set<number>());
  return ({ learner, after, warmup }) => {
    if (after === null) return !warmup;
    const groups = met(learner);
    const seen = groups.has(after);
    groups.add(after);
    return seen && !warmup;
  };
};
