import { areaUnderCurve } from './auc.js';
import { clipped } from './clipped.js';

/** Null where the outcomes do not allow the figure. */
export interface Metrics {
  readonly auc: number | null;
  readonly logLoss: number | null;
  readonly brier: number | null;
  readonly calibrationError: number | null;
  /** In points. */
  readonly rmse: number | null;
  /** Of "below the pass mark". */
  readonly passMarkAuc: number | null;
}

/** The scored rows, one column each, as long as there are rows. */
export interface Scored {
  readonly outcomes: Float64Array;
  readonly points: Float64Array;
  readonly maxima: Float64Array;
}

/** Where all outcomes are 0 or 1 they are classes, and predictions probabilities; otherwise both are points. */
export const metricsOf = (scored: Scored, predicted: Float64Array, passMark: number | null): Metrics => {
  if (predicted.length === 0) return NOTHING;
  return scored.outcomes.every((outcome) => outcome === 0 || outcome === 1)
    ? { ...NOTHING, ...ofClasses(scored.outcomes, predicted) }
    : { ...NOTHING, ...ofPoints(scored, predicted, passMark) };
};

const NOTHING: Metrics = {
  auc: null,
  logLoss: null,
  brier: null,
  calibrationError: null,
  rmse: null,
  passMarkAuc: null,
};

const ofClasses = (outcomes: Float64Array, predicted: Float64Array): Partial<Metrics> => {
  let [loss, squares] = [0, 0];
  predicted.forEach((probability, row) => {
    const outcome = outcomes[row] ?? 0;
    loss -= Math.log(outcome === 1 ? clipped(probability) : 1 - clipped(probability));
    squares += (probability - outcome) ** 2;
  });
  const rows = predicted.length;
  return {
    auc: areaUnderCurve(...split(predicted, (row) => outcomes[row] === 1)),
    logLoss: loss / rows,
    brier: squares / rows,
    calibrationError: calibrationError(outcomes, predicted),
  };
};

const BINS = 10;

/** How far predictions and outcomes lie apart on average, bin by bin of equal width. */
const calibrationError = (outcomes: Float64Array, predicted: Float64Array): number => {
  const surplus = Array.from({ length: BINS }, () => 0);
  predicted.forEach((probability, row) => {
    const bin = Math.min(BINS - 1, Math.floor(probability * BINS));
    surplus[bin] = (surplus[bin] ?? 0) + (probability - (outcomes[row] ?? 0));
  });
  return surplus.reduce((sum, one) => sum + Math.abs(one), 0) / predicted.length;
};

const ofPoints = ({ points, maxima }: Scored, predicted: Float64Array, passMark: number | null): Partial<Metrics> => {
  let squares = 0;
  predicted.forEach((fraction, row) => (squares += (fraction * (maxima[row] ?? 0) - (points[row] ?? 0)) ** 2));
  const rmse = Math.sqrt(squares / predicted.length);
  if (passMark === null) return { rmse };
  const inPoints = predicted.map((fraction, row) => fraction * (maxima[row] ?? 0));
  const [passed, failed] = split(inPoints, (row) => (points[row] ?? 0) >= passMark);
  return { rmse, passMarkAuc: areaUnderCurve(passed, failed) };
};

/** The predictions of rows that are, and of those that are not. */
const split = (predicted: Float64Array, is: (row: number) => boolean): [Float64Array, Float64Array] => {
  const yes = new Float64Array(predicted.length);
  const no = new Float64Array(predicted.length);
  let count = 0;
  for (let row = 0; row < predicted.length; row++) {
    const value = predicted[row] ?? 0;
    if (is(row)) yes[count++] = value;
    else no[row - count] = value;
  }
  return [yes.subarray(0, count), no.subarray(0, predicted.length - count)];
};
