import { summary, type Measured } from './measured.js';

const of = (value: number, reference?: number): Measured => ({
  figure: 'appends',
  value,
  unit: 'events/s',
  ...(reference === undefined ? {} : { reference }),
  goal: { of: 'ratio', atLeast: 0.9 },
});

test('a figure is the median of its runs, its ratio the median of the ratios within a run', () => {
  expect(summary('log', [[of(100, 200)], [of(300, 100)], [of(200, 400)]])).toEqual([
    {
      bench: 'log',
      figure: 'appends',
      value: 200,
      unit: 'events/s',
      reference: 200,
      ratio: 0.5,
      goal: 'ratio >= 0.9',
    },
  ]);
});

test('without a reference there is no ratio', () => {
  expect(summary('log', [[of(1.23456)]])).toMatchObject([{ value: 1.235, reference: null, ratio: null }]);
});

test('a goal may be a bound from above', () => {
  const peak: Measured = { figure: 'peak', value: 512, unit: 'MB', goal: { of: 'value', atMost: 600 } };
  expect(summary('memory', [[peak]])).toMatchObject([{ value: 512, goal: 'value <= 600' }]);
});
