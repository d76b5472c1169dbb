import fc from 'fast-check';
import { areaUnderCurve } from './auc.js';
import { metricsOf } from './metrics.js';

const of = (...values: number[]) => Float64Array.from(values);
const classes = (outcomes: Float64Array) => ({ outcomes, points: outcomes, maxima: outcomes.map(() => 1) });

describe('the area under the curve', () => {
  test('is the chance to tell a pair apart, a tie telling half', () => {
    expect(areaUnderCurve(of(0.9, 0.8), of(0.1, 0.2))).toBe(1);
    expect(areaUnderCurve(of(0.1), of(0.9))).toBe(0);
    expect(areaUnderCurve(of(0.5, 0.5), of(0.5))).toBe(0.5);
    expect(areaUnderCurve(of(0.5, 0.9), of(0.5, 0.1))).toBe(0.875);
  });
  test('is none without both classes', () => {
    expect(areaUnderCurve(of(0.5), of())).toBeNull();
    expect(areaUnderCurve(of(), of(0.5))).toBeNull();
  });
  test('is what counting every pair gives', () => {
    const some = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(some, some, (yes, no) => {
        const pairs: readonly number[] = yes.flatMap((y) => no.map((n) => (1 + Math.sign(y - n)) / 2));
        const mean = pairs.reduce((sum, won) => sum + won, 0) / pairs.length;
        expect(areaUnderCurve(of(...yes), of(...no))).toBeCloseTo(mean, 12);
      }),
    );
  });
});

describe('of classes', () => {
  test('each figure, by hand', () => {
    const figures = metricsOf(classes(of(1, 0, 1, 0)), of(0.8, 0.4, 0.41, 1), 60);
    expect(figures.auc).toBe(0.5);
    expect(figures.logLoss).toBeCloseTo(-(Math.log(0.8) + Math.log(0.6) + Math.log(0.41) + Math.log(0.01)) / 4, 12);
    expect(figures.brier).toBeCloseTo((0.04 + 0.16 + 0.59 ** 2 + 1) / 4, 12);
    // Bins: .8; .4 and .41; and 1, which is in the last.
    expect(figures.calibrationError).toBeCloseTo((0.2 + 0.19 + 1) / 4, 12);
    expect([figures.rmse, figures.passMarkAuc]).toEqual([null, null]);
  });
  test('of one class only the area is missing', () => {
    expect(metricsOf(classes(of(1, 1)), of(0.5, 0.5), null)).toEqual({
      ...{ auc: null, logLoss: Math.log(2), brier: 0.25, calibrationError: 0.5 },
      ...{ rmse: null, passMarkAuc: null },
    });
  });
});

describe('of points', () => {
  const scored = { outcomes: of(0.5, 0.6, 1), points: of(50, 30, 20), maxima: of(100, 50, 20) };
  test('error and pass mark count in points', () => {
    const figures = metricsOf(scored, of(0.4, 0.7, 0.5), 30);
    expect(figures.rmse).toBeCloseTo(Math.sqrt((100 + 25 + 100) / 3), 12);
    expect(figures.passMarkAuc).toBe(1); // 40 and 35 against 10
    expect([figures.auc, figures.logLoss, figures.brier, figures.calibrationError]).toEqual([null, null, null, null]);
  });
  test('without a pass mark, or with all on one side of it, there is no area', () => {
    expect(metricsOf(scored, of(0.4, 0.7, 0.5), null).passMarkAuc).toBeNull();
    expect(metricsOf(scored, of(0.4, 0.7, 0.5), 10).passMarkAuc).toBeNull();
  });
});

test('of nothing there is nothing', () => {
  expect(Object.values(metricsOf(classes(of()), of(), 60))).toEqual([null, null, null, null, null, null]);
});
