import fc from 'fast-check';
import type { EvidenceKind } from '@proficio/events';
import type { KeptPiece } from '../evidence/in-order.js';
import { known, piece as pieceOf } from '../evidence/piece.sample.js';
import type { Told } from '../rules/canvas.js';
import { canvas } from './canvas.js';
import { NOTHING_KNOWN } from './policy.js';

const piece = (outcome: number | null, change: Partial<KeptPiece> = {}): KeptPiece => pieceOf({ outcome, ...change });
const weightedAverage = (told: Told = {}) => canvas('canvas/weighted-average', told, 0.6);
const scoreOf = (pieces: readonly KeptPiece[], policy = weightedAverage()) =>
  policy.estimate(known(() => pieces)).skill('s').score;
const scores = (...outcomes: readonly (number | null)[]) => outcomes.map((outcome) => piece(outcome));
const ofFive = (...points: readonly number[]) => scores(...points.map((one) => one / 5));

test('the golden vector: 1 to 5 of 5, oldest first', () => {
  expect(scoreOf(ofFive(1, 2, 3, 4, 5))).toBe(0.825);
  expect(scoreOf(ofFive(1, 2, 3, 4, 5), weightedAverage({ points: 5 }))).toBe(4.13 / 5);
});
test('it is rounded half up once, at the end, and only where points are possible', () => {
  expect(scoreOf(scores(0.333, 0.333))).toBeCloseTo(0.333, 12);
  expect(scoreOf(scores(0.333, 0.333), weightedAverage({ points: 1 }))).toBe(0.33);
  const ofHundred = (outcome: number) => scoreOf(scores(outcome), weightedAverage({ points: 100 }));
  expect([0.01005, 0.02675, 0].map(ofHundred)).toEqual([0.0101, 0.0268, 0]);
});
test('a scale makes no difference but for the rounding', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), (points) => {
      const outcomes = scores(...points.map((one) => one / 100));
      const rescaled = scoreOf(outcomes, weightedAverage({ points: 1000 })) ?? NaN;
      expect(Math.abs(rescaled - (scoreOf(outcomes) ?? NaN))).toBeLessThanOrEqual(0.000005 + 1e-12);
    }),
  ));
test('a single score is itself', () => expect(scoreOf(scores(0.37))).toBe(0.37));
test('a zero is a score, nothing scored is none', () => {
  expect(scoreOf(scores(0))).toBe(0);
  expect(scoreOf(scores(null))).toBeNull();
  expect(scoreOf(scores())).toBeNull();
  expect(scoreOf(scores(0, null, 1))).toBe(0.65);
});
test('equal scores are that score to the last digit, so that a level begins where it begins', () => {
  expect(scoreOf(scores(0.8, 0.8))).toBe(0.8);
  expect(scoreOf(scores(0.6, 0.6))).toBe(0.6);
});
test('any other percentage', () => {
  expect(scoreOf(scores(0, 1), weightedAverage({ percent: 1 }))).toBe(0.01);
  expect(scoreOf(scores(0, 1), weightedAverage({ percent: 99 }))).toBe(0.99);
});
test.each([0, 100, -1, 65.5, NaN])('%p per cent is refused', (percent) =>
  expect(() => weightedAverage({ percent })).toThrow(),
);
test('no points at all are refused', () => expect(() => weightedAverage({ points: 0 })).toThrow());

test.each<[EvidenceKind, number | null]>([
  ['scored-item', 0.5],
  ['graded-score', 0.5],
  ['rubric', 0.5],
  ['self-rating', null],
  ['recognised-prior', null],
  ['completion', null],
])('%s alone gives %p', (kind, score) => expect(scoreOf([piece(0.5, { kind })])).toBe(score));
test('withdrawn evidence does not count', () =>
  expect(scoreOf([piece(0.2), piece(0.9, { withdrawnAt: '2026-01-06T00:00:00.000Z' })])).toBe(0.2));

test('a domain is the mean of its skills by weight, of those that have a score', () => {
  const outcomes = new Map([
    ['a', 1],
    ['b', 0.25],
  ]);
  const estimates = weightedAverage().estimate(known((skill) => scores(outcomes.get(skill) ?? null)));
  const counting = [
    { skill: 'a', weight: 1 },
    { skill: 'b', weight: 0.5 },
    { skill: 'c', weight: 9 },
  ];
  expect(estimates.domain(counting)).toMatchObject({ score: 0.75, standardError: null, belief: null });
  expect(estimates.domain([{ skill: 'c', weight: 1 }])).toEqual(NOTHING_KNOWN);
  expect(estimates.domain([])).toEqual(NOTHING_KNOWN);
});
test('every number names the policy that made it', () => {
  expect(weightedAverage().name).toBe('canvas/weighted-average@1');
  expect(weightedAverage({ percent: 80, points: 5 }).name).toBe('canvas/weighted-average@1 {percent: 80, points: 5}');
});
