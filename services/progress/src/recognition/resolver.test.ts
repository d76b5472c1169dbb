import { createHash } from 'node:crypto';
import { BOB } from '@proficio/tests';
import {
  assessor,
  administrator,
  FRAMEWORK,
  mutation,
  learnerMutation,
  fieldsOf,
  NOW,
  served,
} from '../served.sample.js';

const { events, data, run } = served();

describe('prior learning', () => {
  const recognise = async (rows: readonly object[], commandId?: string, who = assessor) =>
    run(
      who,
      'recognisePriorLearning',
      (name) =>
        mutation(
          name,
          '... on RecognitionPayload { position rows { index status recognition code faults { field } } }',
        ),
      { rows, commandId },
    );
  const row = { issuer: 'oulad', subject: '42', framework: FRAMEWORK, skill: 'moat-analysis' };
  const statuses = ({ rows }: { rows: { status: string }[] }) => rows.map(({ status }) => status);
  const RECOGNITIONS = `query($learner: ID!) { learner(id: $learner) { recognitions { edges { node {
    id outcome level source sourceId occurredAt bindings { framework skill share } note { state text } } } } } }`;

  test('is taken row by row, in order, and makes learners known', async () => {
    const rows = [
      { ...row, score: 70, maximum: 100, source: 'banked', sourceId: '1', occurredAt: '2013-10-05T00:00:00Z' },
      { ...row, skill: 'nothing', score: 0.5, source: 'banked', sourceId: '2' },
      { ...row, level: 2, source: 'banked', sourceId: '3' },
      { ...row, score: 2, source: 'banked', sourceId: '4' },
    ];
    const answer = await recognise(rows);
    expect(statuses(answer)).toEqual(['RECOGNISED', 'REFUSED', 'RECOGNISED', 'REFUSED']);
    expect(answer.rows[1]).toMatchObject({
      index: 1,
      code: 'RECOGNITION_INVALID',
      faults: [{ field: 'skill' }],
    });
    expect(answer.rows[3]).toMatchObject({ index: 3, code: 'INVALID_INPUT', faults: [{ field: 'score' }] });
    const head = await events.head();
    expect(statuses(await recognise(rows))).toEqual(['UNCHANGED', 'REFUSED', 'UNCHANGED', 'REFUSED']);
    expect(await events.head()).toBe(head);
  });
  test('is corrected by its source, at the same time', async () => {
    const learner = (await run(assessor, 'registerLearner', learnerMutation, { issuer: 'oulad', subject: '42' }))
      .learner.id;
    const corrected = { ...row, learner, issuer: null, subject: null, score: 0.9, source: 'banked', sourceId: '1' };
    expect(statuses(await recognise([corrected]))).toEqual(['CORRECTED']);
    expect(statuses(await recognise([corrected]))).toEqual(['UNCHANGED']);
    const { edges } = (await data(assessor, RECOGNITIONS, { learner })).learner.recognitions;
    expect(edges[0].node).toMatchObject({ outcome: 0.9, sourceId: '1', occurredAt: '2013-10-05T00:00:00.000Z' });
    expect(edges[1].node).toMatchObject({ outcome: expect.closeTo(0.7, 12), level: 2 });
  });
  test('keeps of a source id that names the learner only a digest', async () => {
    const personal = { ...row, score: 0.5, source: 'banked', personalSourceId: 'eve@example.com/moats' };
    expect(statuses(await recognise([personal]))).toEqual(['RECOGNISED']);
    expect(statuses(await recognise([personal]))).toEqual(['UNCHANGED']);
    const kept: unknown[] = [];
    for await (const batch of events.readAll({ categories: ['recognition'] }))
      kept.push(...batch.events.map(({ data }) => Object(data).sourceId));
    expect(kept.at(-1)).toMatch(/^[0-9a-f]{32}$/);
    expect(kept.at(-1)).not.toBe(createHash('sha256').update(personal.personalSourceId).digest('hex').slice(0, 32));
  });
  test('rows of one source id follow each other within one mutation', async () => {
    const rows = [0.1, 0.2, 0.2, 0.1].map((score) => ({ ...row, score, source: 'banked', sourceId: 'same' }));
    expect(statuses(await recognise(rows))).toEqual(['RECOGNISED', 'CORRECTED', 'UNCHANGED', 'CORRECTED']);
  });
  test('is appended in the order of its rows, whatever each of them waits for', async () => {
    const person = { issuer: 'oulad', subject: '42' };
    const { learner } = await run(assessor, 'registerLearner', learnerMutation, person);
    const named = (id: string) => ({ issuer: null, subject: null, learner: id });
    const rows = Array.from({ length: 300 }, (_, n) => {
      const kinds = [
        named(learner.id),
        { subject: '42' },
        { note: 'Seen' },
        { subject: `new ${n}` },
        named('f00'.padEnd(32, '0')),
      ];
      return { ...row, score: 0.5, source: 'ordered', sourceId: `${n}`, ...kinds[(n * 7) % 5] };
    });
    const earlier = { score: 0.4, occurredAt: '2013-10-05T00:00:00Z' };
    await recognise([0, 101].map((n) => ({ ...rows[n], ...earlier })));
    const head = await events.head();
    const answered = statuses(await recognise(rows));
    expect([answered[0], answered[101], new Set(answered).size]).toEqual(['CORRECTED', 'CORRECTED', 2]);
    const written: unknown[] = [];
    for await (const batch of events.readAll({ categories: ['recognition'] }, head))
      written.push(...batch.events.map(({ data }) => data));
    expect(written).toMatchObject(rows.map(({ sourceId }) => ({ sourceId })));
  });
  test('of the future is refused, with whatever else is wrong', async () => {
    const rows = [{ ...row, score: 2, occurredAt: '2999-01-01T00:00:00Z' }];
    expect((await recognise(rows)).rows[0]).toMatchObject({
      code: 'INVALID_INPUT',
      faults: [{ field: 'score' }, { field: 'occurredAt' }],
    });
  });
  test('of a clock that is some minutes ahead happened now', async () => {
    const occurredAt = new Date(NOW.getTime() + 8 * 60_000).toISOString();
    const head = await events.head();
    await recognise([{ ...row, score: 0.5, source: 'banked', sourceId: 'ahead', occurredAt }]);
    const written: string[] = [];
    for await (const batch of events.readAll({ categories: ['recognition'] }, head))
      written.push(...batch.events.map(({ meta }) => meta.occurredAt));
    expect(written).toEqual([NOW.toISOString()]);
  });
  test('by hand is told apart by the command', async () => {
    const rows = [{ ...row, subject: '43', score: 0.5, note: 'Seen' }];
    const first = await recognise(rows, 'by-hand');
    expect(statuses(first)).toEqual(['RECOGNISED']);
    expect(await recognise(rows, 'by-hand')).toEqual(first);
    const other = await recognise([{ ...row, subject: '43', score: 0.6, note: 'Seen' }], 'by-hand');
    expect(other.rows[0]).toMatchObject({ status: 'REFUSED', code: 'COMMAND_ID_REUSED' });
    const again = await recognise(rows);
    expect(again.rows[0].recognition).not.toBe(first.rows[0].recognition);
    const elsewhere = await recognise(rows, 'by-hand', { ...administrator, actor: BOB });
    expect(elsewhere.rows[0].recognition).not.toBe(first.rows[0].recognition);
  });
  test('takes 1 to 1,000 rows', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ ...row, score: 0.5, source: 'many', sourceId: `${n % 20}` }));
    for (const count of [0, 1001]) expect(fieldsOf(await recognise(many(count)))).toEqual(['rows']);
    const answers = statuses(await recognise(many(1000)));
    expect(answers.filter((status) => status === 'RECOGNISED')).toHaveLength(20);
    expect(answers.filter((status) => status === 'UNCHANGED')).toHaveLength(980);
  });
});
