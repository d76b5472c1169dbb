import fc from 'fast-check';
import { Rejection } from '@proficio/events';
import type { TableOptions } from './columns.js';
import type { Row } from './row.js';
import { readTable } from './table.js';

async function* inChunks(text: string, length: number) {
  for (let from = 0; from < text.length; from += length) yield text.slice(from, from + length);
}
const read = async (text: string, options: TableOptions = {}, length = 1000): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for await (const batch of readTable(inChunks(text, length), options)) rows.push(...batch);
  return rows;
};
const refusal = async (text: string, options: TableOptions = {}, length?: number) => {
  const error = await read(text, options, length).catch((caught: unknown) => caught);
  return error instanceof Rejection ? { code: error.code, faults: error.faults } : error;
};
const PLAIN = 'user_id,item_id,timestamp,correct,skill_id\n';

describe('a header', () => {
  test('of the usual names needs no mapping, with commas or tabs', async () => {
    const wanted = [
      { learner: 0, item: 0, skill: 0, kind: 'scored-item', points: 1, maximum: 1, outcome: 1, at: 5000, group: 0 },
      { learner: 1, item: 0, skill: 1, kind: 'scored-item', points: 0, maximum: 1, outcome: 0, at: 7500, group: 1 },
    ].map((row) => ({ ...row, after: null, warmup: false }));
    const text = `${PLAIN}ada,q1,5,1,s\nbob,q1,7.5,0,t\n`;
    expect(await read(text)).toEqual(wanted);
    expect(await read(text.replaceAll(',', '\t'))).toEqual(wanted);
  });
  test('of the names of the fields neither, and of any others it is mapped', async () => {
    const wanted = { kind: 'graded-score', points: 3, maximum: 4, outcome: 0.75, at: 2 * 86_400_000 };
    expect(await read('learner,item,skill,score,maximum,day,kind\na,b,c,3,4,2,graded-score')).toMatchObject([wanted]);
    const map = { learner: 'who', item: 'what', skill: 'of', score: 'got', maximum: '4', day: 'on', kind: 'how' };
    expect(await read('who,what,of,got,on,how\na,b,c,3,2,graded-score', { map })).toMatchObject([wanted]);
  });
  test('what is mapped goes before what is there', async () => {
    const text = 'learner,item,skill,correct,points,of,time,day\na,b,c,1,3,4,60,9';
    const map = { score: 'points', maximum: 'of', day: 'day' };
    expect(await read(text)).toMatchObject([{ outcome: 1, at: 60_000 }]);
    expect(await read(text, { map })).toMatchObject([{ outcome: 0.75, at: 9 * 86_400_000 }]);
  });
  test('without what is needed is refused, with all that is missing', async () => {
    expect(await refusal('user_id,correct\n1,1')).toEqual({
      code: 'TABLE_INCOMPLETE',
      faults: [
        { field: 'item', reason: 'the column is missing' },
        { field: 'skill', reason: 'the column is missing' },
      ],
    });
    expect(await refusal('learner,item,skill,score\n')).toMatchObject({ faults: [{ field: 'maximum' }] });
    expect(await refusal('learner,item,skill\n')).toMatchObject({ faults: [{ field: 'correct' }] });
  });
  test('that names a column twice, and options that name what is not there', async () => {
    expect(await refusal(`user_id,${PLAIN}`)).toMatchObject({ faults: [{ field: 'learner' }] });
    const options = {
      map: { pupil: 'x' },
      ruleGroup: ['class'],
      warmupWhere: [{ year: ['1'] }],
      onlyAfterFirst: ['term'],
    };
    expect(await refusal(PLAIN, options)).toMatchObject({
      faults: [{ field: 'pupil' }, { field: 'class' }, { field: 'term' }, { field: 'year' }],
    });
    expect(await refusal(PLAIN, { map: { learner: 'pupil' } })).toEqual({
      code: 'TABLE_INCOMPLETE',
      faults: [{ field: 'learner', reason: 'there is no column pupil' }],
    });
  });
  test('and no row are no rows; no header is refused', async () => {
    expect(await read(PLAIN)).toEqual([]);
    expect(await refusal('')).toMatchObject({ code: 'TABLE_EMPTY' });
    expect(await refusal('\n\n')).toMatchObject({ code: 'TABLE_EMPTY' });
  });
});

describe('rows', () => {
  test.each([
    ['a,b,0,2,s', 'correct'],
    ['a,b,0,-1,s', 'correct'],
    ['a,b,0,yes,s', 'correct'],
    ['a,b,0,NaN,s', 'correct'],
    ['a,b,0,Infinity,s', 'correct'],
    ['a,b,soon,1,s', 'timestamp'],
    ['a,b, ,1,s', 'timestamp'],
    [',b,0,1,s', 'learner'],
    ['a,b,0,1', 'skill'],
  ])('%s is refused', async (row, field) => {
    const where = field === 'timestamp' ? 'time' : field;
    expect(await refusal(`${PLAIN}a,b,0,1,s\n${row}`)).toEqual({
      code: 'TABLE_INVALID',
      faults: [{ field: `line 3, ${where}`, reason: expect.any(String) }],
    });
  });
  test.each([
    ['5,4', 'score'],
    ['1,0', 'maximum'],
    ['1,', 'maximum'],
  ])('a score of %s is refused', async (scored, field) => {
    expect(await refusal(`learner,item,skill,score,maximum\na,b,c,${scored}`)).toMatchObject({
      faults: [{ field: `line 2, ${field}` }],
    });
  });
  test('a kind that has no outcome, or is none, is refused', async () => {
    for (const kind of ['completion', 'quiz', ''])
      expect(await refusal(`learner,item,skill,correct,kind\na,b,c,1,${kind}`)).toMatchObject({
        faults: [{ field: 'line 2, kind' }],
      });
  });
  test('every fault of the line is told', async () => {
    expect(await refusal(`${PLAIN},,x,7,s`)).toMatchObject({ faults: { length: 4 } });
  });
  test('groups are told apart by columns, or by the fields they were mapped to', async () => {
    const text = 'pupil,item,skill,correct,class\na,1,s,1,x\na,2,t,1,x\na,3,s,1,y\n';
    const options = { map: { learner: 'pupil' }, ruleGroup: ['learner', 'class'], onlyAfterFirst: ['pupil', 'skill'] };
    const rows = await read(text, options);
    expect(rows.map(({ group }) => group)).toEqual([0, 0, 1]);
    expect(rows.map(({ after }) => after)).toEqual([0, 1, 0]);
    expect((await read(text, { map: options.map })).map(({ group }) => group)).toEqual([0, 1, 0]);
  });
  test('warm up by number, or where a condition holds', async () => {
    const text = 'learner,item,skill,correct,year,class\na,1,s,1,1,x\na,2,s,1,2,x\na,3,s,1,2,y\na,4,s,1,3,y\n';
    const warm = async (options: TableOptions) =>
      (await read(text, options)).map(({ warmup }) => (warmup ? 1 : 0)).join('');
    expect(await warm({ warmup: 2 })).toBe('1100');
    expect(await warm({ warmupWhere: [{ year: ['1', '3'] }] })).toBe('1001');
    expect(await warm({ warmupWhere: [{ year: ['2'], class: ['x'] }] })).toBe('0100');
    expect(await warm({ warmupWhere: [{ year: ['1'] }, { class: ['y'] }] })).toBe('1011');
    expect(await warm({ warmup: 1, warmupWhere: [{ year: ['3'] }] })).toBe('1001');
  });
});

describe('text', () => {
  const rows = ['learner,item,skill,correct', '"a, or ""A""",q,s,1', 'b,"two\nlines",s,0', '', '  ', 'a,q,t,1'];
  test('may quote commas, quotes and line ends, with CRLF and a byte-order mark, wherever it is cut', async () => {
    const text = `\ufeff${rows.join('\r\n')}`;
    const whole = await read(text);
    expect(whole.map(({ learner, item, skill }) => [learner, item, skill])).toEqual([
      [0, 0, 0],
      [1, 1, 0],
      [2, 0, 1],
    ]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (length) => {
        expect(await read(text, {}, length)).toEqual(whole);
      }),
    );
  });
  test('is refused where a quote is never closed, at the line where it stands, however much follows', async () => {
    const text = `${PLAIN}a,b,0,1,s\n"a,b,0,1,s\n${'a,b,0,1,s\n'.repeat(100_000)}`;
    expect(await refusal(text, {}, 65_536)).toEqual({
      code: 'TABLE_INVALID',
      faults: [{ field: 'line 3', reason: 'a quote is never closed' }],
    });
  });
  test('a quote inside a field stands for itself, alone or not', async () => {
    const text =
      'learner\titem\tskill\tcorrect\na\t5" nail\ts\t1\na\t5"x7"\ts\t1\na\t5" nail\ts\t1\na\t"5"" nail"\ts\t1';
    expect((await read(text)).map(({ item }) => item)).toEqual([0, 1, 0, 0]);
  });
  test('is refused where a quote closes in the middle of a field, at that line', async () => {
    expect(await refusal(`${PLAIN}"a,b,0,1,s\na"b,0,1,s\n`)).toMatchObject({
      faults: [{ field: 'line 3', reason: expect.stringContaining('closed in the middle of a field') }],
    });
  });
  test('an empty field in quotes has no value', async () => {
    expect(await refusal(`${PLAIN}"",b,0,1,s\n`)).toMatchObject({ faults: [{ field: 'line 2, learner' }] });
  });
});
