import type { Evaluation } from '@proficio/competency/evaluate';

const FIGURES = [
  ['auc', 'AUC', 4],
  ['logLoss', 'log loss', 4],
  ['brier', 'Brier', 4],
  ['calibrationError', 'calibration', 4],
  ['rmse', 'RMSE', 2],
  ['passMarkAuc', 'AUC of the mark', 4],
] as const;

/** As a table for a terminal: a line for each method, a column for each figure that any of them has. */
export const printed = ({ rows, scored, methods }: Evaluation): string => {
  const figures = FIGURES.filter(([key]) => methods.some((method) => method[key] !== null));
  const lines = [
    ['method', '', ...figures.map(([, title]) => title)],
    ...methods.map((method) => [
      method.name,
      method.recalibrated ? 'recalibrated' : '',
      ...figures.map(([key, , digits]) => method[key]?.toFixed(digits) ?? '-'),
    ]),
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const table = lines.map((line) =>
    line
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [`${rows} rows, ${scored} of them scored`, '', ...table].join('\n');
};
