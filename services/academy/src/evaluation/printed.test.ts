import { printed } from './printed.js';

const figures = {
  ...{ auc: null, logLoss: null, brier: null, calibrationError: null, rmse: null, passMarkAuc: null },
  recalibrated: false,
};

test('a line for each method, a column for each figure that any of them has', () => {
  const methods = [
    { ...figures, name: 'elo', auc: 0.74216, brier: 0.1875 },
    { ...figures, name: 'canvas/highest@1', recalibrated: true, brier: 0.2 },
  ];
  expect(printed({ rows: 4, scored: 3, methods })).toBe(
    [
      '4 rows, 3 of them scored',
      '',
      'method                             AUC   Brier',
      'elo                             0.7422  0.1875',
      'canvas/highest@1  recalibrated       -  0.2000',
    ].join('\n'),
  );
});
test('without figures the methods alone', () => {
  expect(printed({ rows: 0, scored: 0, methods: [{ ...figures, name: 'elo' }] })).toBe(
    '0 rows, 0 of them scored\n\nmethod\nelo',
  );
});
