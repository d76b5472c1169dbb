import fc from 'fast-check';
import { Academy, told, type Told } from './academy.sample.js';
import { plainly } from './plain.sample.js';
import { newOwn, skillEstimate } from './index.js';

const DAY = 86_400_000;
const answer = (more: Partial<Told> = {}): Told => ({
  learner: 'ada',
  item: 'a',
  skills: [{ skill: 'tokens', share: 1 }],
  kind: 'scored-item',
  outcome: 1,
  weight: 1,
  at: 0,
  ...more,
});
const mean = (row: readonly number[] | undefined) => row?.[0] ?? NaN;
const variance = (row: readonly number[] | undefined) => row?.[1] ?? NaN;

describe('one step', () => {
  test('is what the model says, to the last digits, for facts of every kind about several skills', () => {
    fc.assert(
      fc.property(told(['ada', 'bob', 'eve']), (facts) => {
        const [academy, plain] = [new Academy(), plainly()];
        for (const fact of facts) expect(academy.tell(fact)).toBeCloseTo(plain(fact), 10);
      }),
    );
  });
  test('of the very first answer moves every term by its part of what was known', () => {
    const academy = new Academy();
    expect(academy.tell(answer())).toBe(0.5);
    // Variances 1, 1, 1, 1 and .5 make 4.5; information is a quarter of the weight.
    const gain = 0.5 / (1 + 0.25 * 4.5);
    const loss = 0.25 / (1 + 0.25 * 4.5);
    expect([mean(academy.shared), mean(academy.skills['tokens']), mean(academy.items['a'])]).toEqual([
      gain,
      gain,
      gain,
    ]);
    expect(academy.own('ada').learner.slice(0, 2)).toEqual([gain, 1 - loss]);
    expect(academy.own('ada').skills.numbers.slice(0, 2)).toEqual([0.5 * gain, 0.5 - 0.25 * loss]);
  });
  test('without an item meets and moves none', () => {
    const academy = new Academy();
    academy.tell(answer({ item: null, kind: 'recognised-prior', weight: 4 }));
    expect(academy.items).toEqual({});
    expect(academy.pieces('ada')[0]?.reading.slice(2, 4)).toEqual([0, 2]);
  });
  test.each(['self-rating', 'recognised-prior'] as const)(
    '%s teaches its learner and item, and nothing shared',
    (kind) => {
      const academy = new Academy().tellAll([answer(), answer({ item: 'b' })]);
      const before = JSON.stringify([academy.shared, academy.skills]);
      academy.tell(answer({ kind, item: 'c' }));
      expect(JSON.stringify([academy.shared, academy.skills])).toBe(before);
      expect(mean(academy.items['c'])).toBeGreaterThan(0);
    },
  );
  test('the n-th self-rating of an item counts an n-th', () => {
    /** How far a faint rating moves a learner who gave so many of them before, fainter still. */
    const moved = (before: number): number => {
      const rating = (weight: number) => answer({ kind: 'self-rating', weight });
      const academy = new Academy().tellAll(Array.from({ length: before }, () => rating(1e-9)));
      const was = before === 0 ? 0 : mean(academy.own('ada').learner);
      academy.tell(rating(1e-3));
      return mean(academy.own('ada').learner) - was;
    };
    expect(moved(1) / moved(0)).toBeCloseTo(1 / 2, 3);
    expect(moved(3) / moved(0)).toBeCloseTo(1 / 4, 3);
  });
});

describe('practice', () => {
  const readingOf = (academy: Academy) => academy.pieces('ada').at(-1)?.reading ?? [];
  test('graded work neither is practice nor is predicted by it', () => {
    const academy = new Academy().tellAll([answer(), answer({ kind: 'graded-score', item: 'b', weight: 4 })]);
    expect(readingOf(academy)[1]).toBe(0);
    expect(academy.own('ada').learner.slice(3)).toEqual([1, 0, expect.closeTo(0.1), expect.closeTo(0.4)]);
  });
  test('time that stands still is no time', () => {
    const [still, moving] = [new Academy(), new Academy()];
    for (const [academy, step] of [
      [still, 0],
      [moving, DAY],
    ] as const)
      for (let n = 0; n < 5; n++) academy.tell(answer({ at: n * step, outcome: n % 2 }));
    // The weights of hours, and of hours times average, stay where they were.
    expect(still.shared.slice(10, 14)).toEqual([0, 0.05, 0, 0.05]);
    expect(moving.shared.slice(10, 14)).not.toEqual([0, 0.05, 0, 0.05]);
  });
  test('evidence that comes late moves no last time back', () => {
    const academy = new Academy().tellAll([answer({ at: 5 * DAY }), answer({ at: 2 * DAY, item: 'b' })]);
    expect(academy.own('ada').learner[2]).toBe(5 * DAY);
    expect(academy.own('ada').skills.numbers.slice(2, 3)).toEqual([5 * DAY]);
    expect(academy.own('ada').skills.numbers.slice(6, 7)).toEqual([5 * DAY]);
  });
});

describe('variances', () => {
  /** Of all shared terms, by name. */
  const sharedIn = ({ shared, skills, items }: Academy): ReadonlyMap<string, number> =>
    new Map(
      Object.entries({ shared, ...skills, ...items }).flatMap(([name, row]) =>
        row.filter((_, place) => place % 2 === 1).map((value, place) => [`${name} ${place}`, value] as const),
      ),
    );
  /** Of a learner's own terms, with the time of their last evidence. */
  const ownIn = (academy: Academy) => {
    const { learner, skills } = academy.pieces('ada').length === 0 ? newOwn(0) : academy.own('ada');
    const term = (row: readonly number[]) => ({ value: variance(row), last: row[2] ?? NaN });
    return new Map([
      ['learner', term(learner)] as const,
      ...skills.keys.map((key, index) => [key, term(skills.numbers.slice(index * 10))] as const),
    ]);
  };
  test('evidence raises none that is shared', () => {
    fc.assert(
      fc.property(told(['ada', 'bob']), (facts) => {
        const academy = new Academy();
        for (const fact of facts) {
          const before = sharedIn(academy);
          academy.tell(fact);
          const after = sharedIn(academy);
          for (const [name, value] of before) expect(after.get(name)).toBeLessThanOrEqual(value);
        }
      }),
    );
  });
  test("of a learner's own, evidence raises none beyond what drift gives back", () => {
    fc.assert(
      fc.property(told(['ada']), (facts) => {
        const academy = new Academy();
        for (const fact of facts) {
          const before = ownIn(academy);
          academy.tell(fact);
          for (const [name, { value }] of ownIn(academy)) {
            const { prior, each } = name === 'learner' ? { prior: 1, each: 0.002 } : { prior: 0.5, each: 0.005 };
            const was = before.get(name) ?? { value: prior, last: fact.at };
            const met = name === 'learner' || fact.skills.some(({ skill }) => skill === name);
            const drifted = Math.min(prior, was.value + each + 0.01 * ((fact.at - was.last) / DAY));
            expect(value).toBeLessThanOrEqual(met ? drifted : was.value);
          }
        }
      }),
    );
  });
  test('stay numbers under absurd weights and outcomes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(0, 1), fc.double({ min: 1e-9, max: 1e9, noNaN: true }))),
        (pairs) => {
          const academy = new Academy();
          for (const [outcome, weight] of pairs) {
            const expected = academy.tell(answer({ outcome, weight }));
            expect(expected >= 0 && expected <= 1).toBe(true);
          }
          if (pairs.length === 0) return;
          const shown = skillEstimate(academy.own('ada'), 'tokens', 0);
          for (const figure of Object.values(shown ?? {})) expect(Number.isFinite(figure)).toBe(true);
        },
      ),
    );
  });
});

test('the state is the same bits whether or not the process was restarted at any point', () => {
  fc.assert(
    fc.property(told(['ada', 'bob']), fc.nat(40), (facts, at) => {
      const whole = new Academy().tellAll(facts);
      const halves = new Academy().tellAll(facts.slice(0, at)).restarted().tellAll(facts.slice(at));
      for (const rows of ['shared', 'skills', 'items'] as const)
        expect(JSON.stringify(halves[rows])).toBe(JSON.stringify(whole[rows]));
      for (const { learner } of facts) expect(halves.own(learner)).toEqual(whole.own(learner));
    }),
  );
});

test('a framework of many skills, and a learner of many items, are found as those of few', () => {
  const academy = new Academy();
  const many = Array.from({ length: 100 }, (_, n) =>
    answer({ item: `item-${n % 50}`, skills: [{ skill: `skill-${n}`, share: 1 }] }),
  );
  const plain = plainly();
  for (const fact of [...many, ...many]) expect(academy.tell(fact)).toBeCloseTo(plain(fact), 10);
  expect(academy.own('ada').skills.keys).toHaveLength(100);
});
