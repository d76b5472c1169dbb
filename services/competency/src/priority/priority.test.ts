import type { DomainNeed } from './need.js';
import { PRIORITY } from './priority.js';

const need: DomainNeed = { gap: null, score: null, rating: null };

describe('self-assessment@1', () => {
  const prioritise = PRIORITY['self-assessment@1'];
  const unsure = (hesitationMs: number | null): DomainNeed => ({ ...need, rating: { confident: false, hesitationMs } });
  const sure: DomainNeed = { ...need, rating: { confident: true, hesitationMs: 60_000 } };

  test('confident everywhere: no priority', () =>
    expect(prioritise([sure, sure, sure, sure, sure])).toEqual([null, null, null, null, null]));
  test('one answer without confidence: no priority', () =>
    expect(prioritise([sure, unsure(9000), sure, sure, sure])).toEqual([null, null, null, null, null]));
  test('two: the longer hesitation first', () =>
    expect(prioritise([unsure(1000), sure, unsure(2000), sure, sure])).toEqual([2, null, 1, null, null]));
  test('five: all, by hesitation', () =>
    expect(prioritise([unsure(3), unsure(5), unsure(1), unsure(4), unsure(2)])).toEqual([3, 1, 5, 2, 4]));
  test('ties stay in the order of the framework', () =>
    expect(prioritise([unsure(7), unsure(9), unsure(7), unsure(9), sure])).toEqual([3, 1, 4, 2, null]));
  test('a missing hesitation comes last, and ties like any other', () =>
    expect(prioritise([unsure(null), unsure(0), unsure(null), unsure(1), sure])).toEqual([3, 2, 4, 1, null]));
  test('without a complete self-assessment every priority is null, whatever the gaps', () =>
    expect(
      prioritise([
        { ...need, gap: 3 },
        { ...need, gap: 1 },
      ]),
    ).toEqual([null, null]));
});

describe('gap@1', () => {
  const prioritise = PRIORITY['gap@1'];
  const gap = (gap: number | null, score: number | null = null): DomainNeed => ({ ...need, gap, score });

  test('no target, no gap: no priority', () =>
    expect(prioritise([gap(null, 0.1), gap(0, 0.2), gap(null)])).toEqual([null, null, null]));
  test('a single gap is a priority', () => expect(prioritise([gap(0), gap(1, 0.5)])).toEqual([null, 1]));
  test('the largest gap first', () => expect(prioritise([gap(1), gap(3), gap(2)])).toEqual([3, 1, 2]));
  test('equal gaps: the lower score first, none at all the lowest', () =>
    expect(prioritise([gap(2, 0.3), gap(2, 0.1), gap(2, null), gap(2, 0)])).toEqual([4, 3, 1, 2]));
  test('equal gaps and scores: the order of the framework', () =>
    expect(prioritise([gap(1, 0.5), gap(2, 0.2), gap(1, 0.5), gap(1)])).toEqual([3, 1, 4, 2]));
  test('what learners say of themselves makes no difference', () =>
    expect(prioritise([{ ...gap(1), rating: { confident: true, hesitationMs: 1 } }])).toEqual([1]));
});
