import fc from 'fast-check';
import { Rejection } from '@proficio/events';
import { CANVAS, canvasRule, type Told } from './canvas.js';
import type { Rule } from './rules.js';

/** Scores out of five, oldest first, mastery at three, as the golden vectors have them. */
const OF = 5;
const scored = (rule: Rule, scores: readonly (number | null)[]): number | null => {
  const tally = scores.reduce((so, score) => rule.add(so, score === null ? null : score / OF), rule.initial);
  const score = rule.score(tally);
  return score === null ? null : score * OF;
};
const rule = (name: string, told: Told = {}): Rule => canvasRule(`canvas/${name}`, { points: OF, ...told }, 3 / OF);
const ASCENDING = [1, 2, 3, 4, 5];

describe('golden vectors', () => {
  test.each<readonly [string, Told, readonly number[], number | null]>([
    ['highest', {}, ASCENDING, 5],
    ['latest', {}, ASCENDING, 5],
    ['latest', {}, [1, 2, 4, 5, 3], 3],
    ['average', {}, ASCENDING, 3],
    ['n-mastery', { n: 3 }, ASCENDING, 4],
    ['n-mastery', { n: 4 }, ASCENDING, null],
    ['weighted-average', {}, ASCENDING, 4.13],
    ['decaying-average', {}, ASCENDING, 4.47],
    ['decaying-average', {}, [3], 3],
    ['decaying-average', {}, [2, 3, 4], 3.53],
  ])('%s %j of %j is %j', (name, told, scores, expected) => {
    expect(scored(rule(name, told), scores)).toBe(expected);
  });

  test('without points nothing is rounded', () => {
    const exact = canvasRule('canvas/decaying-average', {}, 0.6);
    expect(scored(exact, ASCENDING)).toBeCloseTo(4.46961875, 12);
  });
});

describe('every rule', () => {
  const rules = [...CANVAS.keys()].map(
    (id) => [id, canvasRule(id, id.endsWith('n-mastery') ? { n: 1 } : {}, 0.5)] as const,
  );

  test.each(rules)('%s has no score without scores, and a null score is none', (_id, one) => {
    expect(one.score(one.initial)).toBeNull();
    expect(one.score(one.add(one.initial, null))).toBeNull();
  });
  test.each(rules)('%s counts a zero', (id, one) => {
    expect(one.score(one.add(one.initial, 0))).toBe(id === 'canvas/n-mastery' ? null : 0);
    expect(one.score([1, 0].reduce(one.add, one.initial))).not.toBeNull();
  });
  test.each(rules)('%s of a single score is that score', (_id, one) => {
    expect(one.score(one.add(one.initial, 0.7))).toBe(0.7);
  });
  test.each(rules)('%s keeps a state that JSON keeps', (_id, one) => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (outcomes) => {
        const through = (tally: Rule['initial']): Rule['initial'] => JSON.parse(JSON.stringify(tally));
        const restarted = outcomes.reduce((tally, outcome) => through(one.add(tally, outcome)), one.initial);
        expect(one.score(restarted)).toBe(one.score(outcomes.reduce(one.add, one.initial)));
      }),
    );
  });
  test.each(rules)('%s of sorted evidence is the same in whatever order it was recorded', (_id, one) => {
    const evidence = fc.uniqueArray(fc.record({ at: fc.nat(), outcome: fc.double({ min: 0, max: 1, noNaN: true }) }), {
      selector: ({ at }) => at,
    });
    const shuffled = evidence.chain((pieces) =>
      fc.tuple(fc.constant(pieces), fc.shuffledSubarray(pieces, { minLength: pieces.length })),
    );
    const folded = (pieces: readonly { readonly at: number; readonly outcome: number }[]) =>
      pieces
        .toSorted((a, b) => a.at - b.at)
        .map(({ outcome }) => outcome)
        .reduce(one.add, one.initial);
    fc.assert(fc.property(shuffled, ([a, b]) => expect(folded(a)).toEqual(folded(b))));
  });
  test.each(rules)('%s stays within the scores it was given', (_id, one) => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (outcomes) => {
        const score = one.score(outcomes.reduce(one.add, one.initial));
        if (score === null) return;
        expect(score).toBeGreaterThanOrEqual(Math.min(...outcomes) - 1e-12);
        expect(score).toBeLessThanOrEqual(Math.max(...outcomes) + 1e-12);
      }),
    );
  });
});

describe('points', () => {
  test('round half up, once, at the end', () => {
    const average = (scores: readonly number[], points: number) => {
      const one = canvasRule('canvas/average', { points }, 0.6);
      return (one.score(scores.map((score) => score / points).reduce(one.add, one.initial)) ?? NaN) * points;
    };
    expect(average([1, 1.01], 5)).toBe(1.01); // 1.005
    expect(average([4.46, 4.47], 5)).toBe(4.47); // 4.465
    expect(average([1, 1, 2], 3)).toBe(1.33);
    expect(average([0.125, 0.125], 1)).toBe(0.13);
  });
  test('rescaled, a score keeps its place', () => {
    const [five, hundred] = [rule('weighted-average'), rule('weighted-average', { points: 100 })];
    expect(scored(five, ASCENDING)).toBe(4.13); // 4.125
    expect(scored(hundred, ASCENDING)).toBe(4.125);
  });
  test.each([5, 7, 100, 49])('mastery is reached on a scale of %d as on any other', (points) => {
    const one = canvasRule('canvas/n-mastery', { n: 1, points }, 0.6);
    expect(one.score(one.add(one.initial, (0.6 * points) / points))).toBeCloseTo(0.6, 2);
    expect(one.score(one.add(one.initial, 0.599))).toBeNull();
  });
});

describe('parameters out of range are refused by name', () => {
  const refusal = (id: string, told: Told): Rejection['faults'] | string => {
    try {
      canvasRule(id, told, 0.6);
      return 'accepted';
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      return error.faults;
    }
  };
  test.each<readonly [string, string, number]>([
    ['n-mastery', 'n', 0],
    ['n-mastery', 'n', 11],
    ['n-mastery', 'n', 2.5],
    ['n-mastery', 'n', NaN],
    ['n-mastery', 'mastery', 1.1],
    ['n-mastery', 'mastery', -0.1],
    ['weighted-average', 'percent', 0],
    ['weighted-average', 'percent', 100],
    ['decaying-average', 'percent', 49],
    ['decaying-average', 'percent', 100],
    ['decaying-average', 'percent', Infinity],
    ['average', 'points', 0],
    ['average', 'points', -5],
    ['average', 'percent', 65],
    ['highest', 'constructor', 1],
  ])('%s with %s %d', (name, field, value) => {
    expect(refusal(`canvas/${name}`, { [field]: value })).toEqual([{ field, reason: expect.any(String) }]);
  });
  test.each<readonly [string, string, number]>([
    ['n-mastery', 'n', 1],
    ['n-mastery', 'n', 10],
    ['weighted-average', 'percent', 1],
    ['weighted-average', 'percent', 99],
    ['decaying-average', 'percent', 50],
    ['decaying-average', 'percent', 99],
  ])('but not %s with %s %d', (name, field, value) => {
    expect(refusal(`canvas/${name}`, { [field]: value })).toBe('accepted');
  });
  test('all at once, and unknown rules too', () => {
    expect(refusal('canvas/n-mastery', { n: 0, mastery: 2 })).toHaveLength(2);
    expect(refusal('canvas/median', {})).toMatchObject([{ field: 'id' }]);
  });
});
