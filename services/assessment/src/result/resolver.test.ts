import { createHash } from 'node:crypto';
import { ADA, TENANT } from '@proficio/tests';
import { assessor, NOW, refusal, served } from '../served.sample.js';

const { keys, does, inLog } = served();

describe('results scored elsewhere', () => {
  const row = (sourceId: string, changes: object = {}) => ({
    learner: ADA,
    item: 'exam',
    score: 70,
    occurredAt: '2025-12-01T00:00:00Z',
    source: 'lms',
    sourceId,
    ...changes,
  });
  const record = (...rows: object[]) => does(assessor, 'recordResults', { rows });
  const statuses = ({ rows }: { rows: readonly { status: string }[] }) => rows.map(({ status }) => status);

  test('are recorded in the order of their rows, with the bindings of their item', async () => {
    const rows = Array.from({ length: 1000 }, (_, n) =>
      row(`order ${n}`, { learner: n.toString(16).padStart(32, '0'), score: n % 100 }),
    );
    expect(await record(...rows)).toMatchObject({ recorded: 1000, unchanged: 0, corrected: 0, refused: 0 });
    const written = (await inLog()).slice(-1000);
    expect(written.map(({ data }) => data)).toMatchObject(
      rows.map(({ learner, score, sourceId }) => ({
        learner,
        score,
        sourceId,
        kind: 'graded-score',
        maximum: 100,
        outcome: score / 100,
        bindings: [{ framework: 'small', skill: 'sawing', share: 1 }],
      })),
    );
    expect(written[0]?.meta).toMatchObject({ commandId: null, occurredAt: '2025-12-01T00:00:00.000Z' });
  });
  test.each([
    [null, 'is missing'],
    [-1, 'must not be below 0'],
  ])('with the score %s say why they are refused', async (score, reason) =>
    expect((await record(row('no score', { score }))).rows).toMatchObject([{ faults: [{ field: 'score', reason }] }]),
  );
  test('again are nothing, otherwise corrections, and each fault is of its row alone', async () => {
    const first = await record(row('1'), row('2'), row('3', { item: 'number', score: 3 }));
    expect(statuses(first)).toEqual(['RECORDED', 'RECORDED', 'RECORDED']);
    const length = (await inLog()).length;
    const second = await record(
      row('1'),
      row('2', { score: 71 }),
      row('3', { item: 'exam' }),
      row('4', { score: null }),
      row('5', { score: 101 }),
      row('6', { item: 'nope' }),
      row('7', { item: 'can-craft' }),
      row('8', { learner: null, occurredAt: '2030-01-01T00:00:00Z' }),
      row('9', { learner: null, issuer: 'https://id.example', subject: 'eve@example.com' }),
    );
    expect(second).toMatchObject({ recorded: 1, unchanged: 1, corrected: 1, refused: 6 });
    expect(
      second.rows.map(({ index, status, code, faults }: never) => ({ index, status, code, faults })).slice(0, 4),
    ).toEqual([
      { index: 0, status: 'UNCHANGED', code: null, faults: [] },
      { index: 1, status: 'CORRECTED', code: null, faults: [] },
      {
        index: 2,
        status: 'REFUSED',
        code: 'RESULT_OF_OTHER',
        faults: [{ field: 'item', reason: 'this source id is of item "number"' }],
      },
      { index: 3, status: 'REFUSED', code: 'INVALID_INPUT', faults: [{ field: 'score', reason: 'is missing' }] },
    ]);
    expect(second.rows.slice(4).map(refusal)).toEqual([
      ['SCORE_OUT_OF_RANGE', 'score'],
      ['ITEM_UNKNOWN', 'item'],
      ['ITEM_SELF_RATED', 'item'],
      ['INVALID_INPUT', 'learner', 'occurredAt'],
      [null],
    ]);
    const written = (await inLog()).slice(length);
    expect(written.map(({ type }) => type)).toEqual(['ResultCorrected', 'ResultRecorded']);
    expect(JSON.stringify(written.map(({ data, meta }) => [data, meta]))).not.toContain('eve@example.com');
  });
  test('twice in one call are taken in their order', async () => {
    expect(statuses(await record(row('twice'), row('twice'), row('twice', { score: 1 }), row('twice')))).toEqual([
      'RECORDED',
      'UNCHANGED',
      'CORRECTED',
      'CORRECTED',
    ]);
  });
  test('are corrected as of when they happened first, in the order of their rows', async () => {
    const later = { score: 1, occurredAt: '2025-12-24T00:00:00Z' };
    const length = (await inLog()).length;
    expect(statuses(await record(row('then'), row('then', later), row('then', { score: 2 })))).toEqual([
      'RECORDED',
      'CORRECTED',
      'CORRECTED',
    ]);
    expect(statuses(await record(row('then', later)))).toEqual(['CORRECTED']);
    const written = (await inLog()).slice(length);
    expect(written.map(({ data, meta: { occurredAt } }) => ({ data, occurredAt }))).toMatchObject(
      [70, 1, 2, 1].map((score) => ({ data: { score }, occurredAt: '2025-12-01T00:00:00.000Z' })),
    );
  });
  test('of a clock that is some minutes ahead happened now', async () => {
    const length = (await inLog()).length;
    const ahead = new Date(NOW.getTime() + 8 * 60_000).toISOString();
    expect(statuses(await record(row('ahead', { occurredAt: ahead })))).toEqual(['RECORDED']);
    expect((await inLog())[length]?.meta.occurredAt).toBe(NOW.toISOString());
  });
  test('are withdrawn by their source, and stay so', async () => {
    await record(row('gone'));
    const id = { source: 'lms', sourceId: 'gone' };
    expect(await does(assessor, 'withdrawResult', id)).toMatchObject({ changed: true });
    expect(await does(assessor, 'withdrawResult', id)).toMatchObject({ changed: false });
    expect((await record(row('gone'))).rows.map(refusal)).toEqual([['RESULT_WITHDRAWN', 'sourceId']]);
    expect(refusal(await does(assessor, 'withdrawResult', { ...id, source: 'another' }))).toEqual([
      'RESULT_UNKNOWN',
      'sourceId',
    ]);
  });
  test('are known and withdrawn by a source id that names the learner, of which only a digest is kept', async () => {
    const personal = { ...row(''), sourceId: null, personalSourceId: 'ada@example.com/exam' };
    expect(statuses(await record(personal, personal))).toEqual(['RECORDED', 'UNCHANGED']);
    const kept = JSON.stringify((await inLog()).at(-1)?.data);
    expect(kept).toMatch(/"sourceId":"[0-9a-f]{32}"/);
    expect(kept).not.toContain(createHash('sha256').update(personal.personalSourceId).digest('hex').slice(0, 32));
    const { source, personalSourceId } = personal;
    expect(await does(assessor, 'withdrawResult', { source, personalSourceId })).toMatchObject({ changed: true });
    expect(
      (await record({ ...personal, sourceId: '1' }, { ...personal, personalSourceId: null })).rows.map(refusal),
    ).toEqual([
      ['INVALID_INPUT', 'personalSourceId'],
      ['INVALID_INPUT', 'sourceId'],
    ]);
  });
  test('of an erased learner are refused, those of others are not', async () => {
    const erased = 'e'.repeat(32);
    await keys.destroy(TENANT, erased);
    expect((await record(row('e1', { learner: erased }), row('e2'))).rows.map(refusal)).toEqual([
      ['LEARNER_ERASED', 'learner'],
      [null],
    ]);
  });
  test('come one at least and 1,000 at most', async () => {
    expect(refusal(await record())).toEqual(['INVALID_INPUT', 'rows']);
    expect(refusal(await record(...Array.from({ length: 1001 }, (_, n) => row(`many ${n}`))))).toEqual([
      'INVALID_INPUT',
      'rows',
    ]);
  });
});
