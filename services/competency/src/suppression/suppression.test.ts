import { shownCells } from './cells.js';
import { familiesOf } from './families.js';
import { judge, type Row } from './judge.js';

const to = (many: number, from = 0) => Array.from({ length: many - from }, (_, place) => from + place);
/** So many of each value, one after the other. */
const times = <T>(...parts: readonly (readonly [many: number, value: T])[]): readonly T[] =>
  parts.flatMap(([many, value]) => new Array<T>(many).fill(value));

describe('the cells of a partition', () => {
  test.each([
    ['are shown where each has enough, or nobody', [5, 0, 9], [true, true, true]],
    ['with too few are hidden, and the smallest other with them', [2, 8, 6, 0], [false, true, false, true]],
    ['with too few are hidden alone where they are enough together', [4, 4, 20], [false, false, true]],
    ['with too few hide more than one, where a few more would tell them', [1, 1, 4, 9], [false, false, false, false]],
    ['are all hidden, the empty ones too, where only few are left', [1, 2, 0, 2], [false, false, false, false]],
    ['are all hidden where there is no other', [3, 0], [false, false]],
  ])('%s', (_, counts, shown) => expect(shownCells(counts, 5)).toEqual(shown));
  test('are all shown to whom nothing is hidden', () => expect(shownCells([1, 0, 2], 1)).toEqual([true, true, true]));
});

describe('the groups of a question', () => {
  const shown = (...groups: readonly (readonly number[])[]) =>
    familiesOf(groups, 5)
      .flatMap((family) => family.groups)
      .sort((a, b) => a - b);
  test('are shown from the limit on, or with nobody', () => expect(shown(to(5), to(4), [])).toEqual([0, 2]));
  test('are shown without one that leaves too few of a larger', () => {
    expect(shown(to(16), to(20))).toEqual([1]);
    expect(shown(to(15), to(20))).toEqual([0, 1]);
  });
  test('are shown without the last of several that leave too few together', () =>
    expect(shown(to(20), to(10), to(18, 10))).toEqual([0, 1]));
  test('are all shown to whom nothing is hidden, however many tell of each other', () => {
    const groups = to(60).map((many) => to(100).filter((place) => place % (many + 2) !== 0));
    expect(familiesOf(groups, 1).flatMap((family) => family.groups)).toEqual(to(60));
  });
  test('that merely overlap do not tell of each other', () => expect(shown(to(10), to(12, 3))).toEqual([0, 1]));
});

describe('the rows of a question', () => {
  const row = (change: Partial<Row>, many = 20): Row => ({
    levels: times([many, 0]),
    scores: times([many, 0.1]),
    targets: times([many, null]),
    before: null,
    counting: [],
    ...change,
  });
  const judged = (rows: readonly Row[], ...groups: readonly (readonly number[])[]) => {
    const [family] = familiesOf(groups, 5);
    if (!family) throw new Error('no group may be shown');
    return judge(rows, groups, family, 3, 5);
  };
  test('tell who has evidence only where enough have none', () => {
    const details = (without: number) =>
      judged([row({ scores: times([without, null], [20 - without, 0.1]) })], to(20))[0]?.[0]?.details;
    expect([0, 4, 5].map(details)).toEqual([true, false, true]);
  });
  test('tell nothing of a cohort whose difference to a larger one would tell too much', () => {
    const verdicts = (alike: number) =>
      judged([row({ levels: times([10 + alike, 0], [10 - alike, 1]) })], to(20), to(12))[0];
    expect(verdicts(0)?.map(({ bands }) => bands)).toEqual([
      [true, true, true],
      [false, false, false],
    ]);
    expect(verdicts(2)?.map(({ bands }) => bands)).toEqual([
      [true, true, true],
      [true, true, true],
    ]);
  });
  test('tell who has evidence in a domain and in a skill only where enough have it elsewhere', () => {
    const details = (elsewhere: number) => {
      const skill = row({ scores: times([5 + elsewhere, null], [40 - elsewhere, 0.1]), levels: times([45, 0]) }, 45);
      const domain = row({ scores: times([5, null], [40, 0.1]), levels: times([45, 0]), counting: [1] }, 45);
      return judged([domain, skill], to(45)).map(([verdict]) => verdict?.details);
    };
    expect(details(0)).toEqual([true, true]);
    expect(details(3)).toEqual([true, false]);
    expect(details(5)).toEqual([true, true]);
  });
});
