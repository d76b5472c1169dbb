import type { ItemContent, ResultEvent, StoredEvent } from '@proficio/events';
import { ADA, BOB, given, META, uuid } from '@proficio/tests';
import { ResultRow, type ResultCommand } from './commands.js';
import { result } from './result.js';

type Scored = Extract<ResultEvent, { type: 'ResultRecorded' }>['data'];
type Kept = ResultEvent & Pick<StoredEvent, 'id' | 'meta'>;

const ID = uuid(7);
const bindings = [{ framework: 'f', skill: 's', share: 1 }];
const item = (kind: 'graded' | 'self-rating' | 'numeric', maximum = 100): ItemContent => ({
  title: 'Exam',
  prompt: '',
  bindings,
  weight: 3,
  level: null,
  maximum,
  question: kind === 'numeric' ? { kind, correct: 1, tolerance: 0 } : { kind },
});
const row = { result: ID, learner: ADA, item: 'exam', score: 78, maximum: null, source: 'lms', sourceId: 'row 1' };
const record = (
  changes: Partial<Extract<ResultCommand, { type: 'RecordResult' }>['data']> = {},
  found = item('graded'),
) => ({ type: 'RecordResult', data: { ...row, ...changes }, found: { item: found } }) as const;
const withdraw = { type: 'WithdrawResult', data: { result: ID, source: 'lms', sourceId: 'row 1' } } as const;

const scored = (score: number, maximum = 100): Scored => ({
  result: ID,
  learner: ADA,
  item: 'exam',
  source: 'lms',
  sourceId: 'row 1',
  kind: 'graded-score',
  bindings,
  weight: 3,
  score,
  maximum,
  outcome: score / maximum,
});
const first = { occurredAt: META.occurredAt };
const meta = { ...META, commandDigest: '', causationId: '', schemaVersion: 1 };
const recorded: Kept = { type: 'ResultRecorded', data: scored(78), id: 'e0', meta };
const corrected: Kept = { type: 'ResultCorrected', data: { ...scored(80), replaces: 'e0' }, id: 'e1', meta };
const gone = { result: ID, learner: ADA, item: 'exam', bindings };
const withdrawn: Kept = { type: 'ResultWithdrawn', data: { ...gone, replaces: 'e0' }, id: 'e2', meta };

describe('recording', () => {
  test('carries what its evidence needs', () =>
    given(result)
      .when(record())
      .then({ type: 'ResultRecorded', data: scored(78) }));
  test('the maximum may be the row’s own', () =>
    given(result)
      .when(record({ score: 8, maximum: 10 }))
      .then({ type: 'ResultRecorded', data: scored(8, 10) }));
  test('a question of another kind than graded is a scored item', () =>
    given(result)
      .when(record({}, item('numeric')))
      .then({ type: 'ResultRecorded', data: { ...scored(78), kind: 'scored-item' } }));
  test('an unknown item', () =>
    given(result)
      .when({ ...record(), found: { item: undefined } })
      .rejects('ITEM_UNKNOWN', 'item'));
  test('a self-rating', () =>
    given(result)
      .when(record({}, item('self-rating')))
      .rejects('ITEM_SELF_RATED', 'item'));
  test('more than the maximum', () =>
    given(result)
      .when(record({ score: 100.5 }))
      .rejects('SCORE_OUT_OF_RANGE', 'score'));
});

describe('recording again', () => {
  test('the same is nothing to do', () => given(result, recorded).when(record()).then());
  test('the same is nothing to do, whatever became of the item', () => {
    given(result, recorded)
      .when({ ...record(), found: { item: undefined } })
      .then();
    given(result, recorded)
      .when(record({}, item('graded', 200)))
      .then();
  });
  test('another score corrects the evidence that counts, as it was bound', () => {
    const bound = { ...item('graded'), bindings: [], weight: 1 };
    const now = { type: 'ResultCorrected', data: { ...scored(79), replaces: 'e0' }, ...first } as const;
    given(result, recorded)
      .when(record({ score: 79 }, bound))
      .then(now);
    given(result, recorded, corrected)
      .when(record({ score: 79 }))
      .then({ ...now, data: { ...now.data, replaces: 'e1' } });
  });
  test('back to the first content is a correction, too', () =>
    given(result, recorded, corrected)
      .when(record())
      .then({ type: 'ResultCorrected', data: { ...scored(78), replaces: 'e1' }, ...first }));
  test('another maximum is a correction', () =>
    given(result, recorded)
      .when(record({ maximum: 120 }))
      .then({ type: 'ResultCorrected', data: { ...scored(78, 120), replaces: 'e0' }, ...first }));
  test('another time alone is nothing to do: a correction keeps the first', () =>
    given(result, recorded).when(record(), { occurredAt: '2026-01-04T00:00:00.000Z' }).then());
  test('a correction happened when the first did', () => {
    const later = { occurredAt: '2026-01-04T00:00:00.000Z' };
    const correctedThen: Kept = { ...corrected, meta: { ...meta, ...later } };
    for (const past of [[recorded], [recorded, correctedThen]])
      given(result, ...past)
        .when(record({ score: 79 }), later)
        .then({ type: 'ResultCorrected', data: { ...scored(79), replaces: past.at(-1)?.id ?? '' }, ...first });
  });
  test('a correction is measured by the maximum', () =>
    given(result, recorded)
      .when(record({ score: 101 }))
      .rejects('SCORE_OUT_OF_RANGE', 'score'));
  test('of another learner or item', () => {
    given(result, recorded)
      .when(record({ learner: BOB }))
      .rejects('RESULT_OF_OTHER', 'learner');
    given(result, recorded)
      .when(record({ item: 'other' }))
      .rejects('RESULT_OF_OTHER', 'item');
  });
  test('what was withdrawn stays withdrawn', () =>
    given(result, recorded, withdrawn).when(record()).rejects('RESULT_WITHDRAWN', 'sourceId'));
});

describe('withdrawing', () => {
  test('takes back the evidence that counts', () => {
    given(result, recorded)
      .when(withdraw)
      .then({ type: 'ResultWithdrawn', data: { ...gone, replaces: 'e0' } });
    given(result, recorded, corrected)
      .when(withdraw)
      .then({ type: 'ResultWithdrawn', data: { ...gone, replaces: 'e1' } });
  });
  test('again is nothing to do', () => given(result, recorded, withdrawn).when(withdraw).then());
  test('what was never recorded', () => given(result).when(withdraw).rejects('RESULT_UNKNOWN', 'sourceId'));
});

describe('a row', () => {
  const good = {
    learner: ADA,
    item: 'exam',
    score: 1,
    occurredAt: '2026-01-05T10:00:00+01:00',
    source: 'lms',
    sourceId: '1',
  };
  const faults = (changes: object) =>
    ResultRow.safeParse({ ...good, ...changes }).error?.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );

  test('happened in UTC', () => expect(ResultRow.parse(good).occurredAt).toBe('2026-01-05T09:00:00.000Z'));
  test('names a learner by issuer and subject as well', () =>
    expect(faults({ learner: null, issuer: 'https://id', subject: 'ada' })).toBeUndefined());
  test.each([{ learner: null }, { issuer: 'i' }, { learner: null, issuer: 'i' }, { issuer: 'i', subject: 's' }])(
    'names a learner in one way: %j',
    (changes) => expect(faults(changes)).toEqual(['learner: must be named, either by id or by issuer and subject']),
  );
  test('without a score', () => expect(faults({ score: null })).toEqual(['score: is missing']));
  test.each([
    { score: -1 },
    { score: NaN },
    { score: Infinity },
    { maximum: 0 },
    { maximum: 1e9 },
    { occurredAt: '1899-12-31T00:00:00Z' },
    { occurredAt: 'yesterday' },
    { source: 'Not a key' },
    { sourceId: '' },
    { sourceId: 'x'.repeat(201) },
    { sourceId: 'a\0b' },
    { sourceId: '\ud800' },
    { learner: 'ada' },
    { item: '' },
  ])('with a fault: %j', (changes) => expect(faults(changes)).toHaveLength(1));
  test('within the skew of clocks', () => expect(faults({ occurredAt: '2026-01-05T09:09:59Z' })).toBeUndefined());
});
