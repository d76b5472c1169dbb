import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultyFile } from '../file/faulty-file.js';
import { readCsv } from './csv.js';
import { openResults } from './source.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'results-'))));
afterAll(() => rm(folder, { recursive: true }));

const plain = {
  source: 'sis',
  learner: { issuer: 'https://sis.example', subject: { column: 'who' } },
  item: { column: 'what' },
  score: { column: 'points' },
  maximum: 10,
  time: { column: 'when' },
  sourceId: { digest: '{who}/{what}' },
};
const joined = {
  ...plain,
  item: { template: '{module}-{type}', lowerCase: true },
  time: { day: { column: 'when' }, from: { column: 'start', values: { B: '2014-02-01', J: '2013-10-01' } } },
  kind: { column: 'banked', values: { 0: 'result', 1: 'prior-learning' } },
  missing: ['?'],
  lookups: [{ file: 'items.csv', key: 'id', column: 'what' }],
};
const open = async (csv: string, mapping: object, items = 'id,module,type,start\n1,AAA,TMA,B\n2,AAA,Exam,J\n') => {
  const [path, mappingPath] = [join(folder, 'results.csv'), join(folder, 'mapping.json')];
  await writeFile(path, csv);
  await writeFile(mappingPath, JSON.stringify(mapping));
  await writeFile(join(folder, 'items.csv'), items);
  return openResults(path, mappingPath);
};
const rowsOf = async (...given: Parameters<typeof open>) => {
  const { path, read } = await open(...given);
  const rows = [];
  for await (const row of readCsv(path)) rows.push(read(row));
  return rows;
};
const faultsOf = async (...given: Parameters<typeof open>) => {
  const error = await open(...given).catch((caught: unknown) => caught);
  return error instanceof FaultyFile ? error.faults.map(({ field, reason }) => `${field}: ${reason}`) : error;
};

test('columns and constants become a row', async () =>
  expect(await rowsOf('who,what,points,when\nada,essay,7.5,2026-01-02T10:00:00+01:00\n', plain)).toEqual([
    {
      line: 2,
      kind: 'result',
      subject: 'ada',
      item: 'essay',
      score: 7.5,
      maximum: 10,
      occurredAt: '2026-01-02T09:00:00.000Z',
      sourceId: 'ada/essay',
    },
  ]));
test('without a maximum the item has its own; a date is its start in UTC', async () => {
  const { maximum: _, ...mapping } = plain;
  expect(await rowsOf('who,what,points,when\nada,essay,7,2026-01-02\n', mapping)).toMatchObject([
    { maximum: null, occurredAt: '2026-01-02T00:00:00.000Z' },
  ]);
});
test('columns of another file are joined; days count from a start that depends on one; a column tells the kind', async () =>
  expect(await rowsOf('who,what,points,when,banked\nada,1,7,-2,0\nbob,2,8,0.5,1\n', joined)).toMatchObject([
    { kind: 'result', item: 'aaa-tma', occurredAt: '2014-01-30T00:00:00.000Z' },
    { kind: 'prior-learning', item: 'aaa-exam', occurredAt: '2013-10-01T12:00:00.000Z' },
  ]));

describe('a row that cannot be read', () => {
  const reasons = async (...given: Parameters<typeof open>) =>
    (await rowsOf(...given)).map((row) =>
      'faults' in row ? [row.line, ...row.faults.map(({ field, reason }) => `${field}: ${reason}`)] : row,
    );
  const header = 'who,what,points,when,banked\n';
  test('names who or what by more text than a thousand rows of a request can have', async () => {
    const told = ['row: has a learner, item and source id of more than 1000 characters'];
    expect(await reasons(`who,what,points,when\n${'a'.repeat(1000)},essay,7,2026-01-02\n`, plain)).toEqual([
      [2, ...told],
    ]);
    const most = await rowsOf(`who,what,points,when\n${'a'.repeat(490)},essay,7,2026-01-02\n`, plain);
    expect(most).toMatchObject([{ subject: 'a'.repeat(490) }]);
  });
  test('has too few fields, or too many', async () =>
    expect(await reasons(`${header}ada,1\nada,1,7,1,0,0\n`, joined)).toEqual([
      [2, 'row: has 2 of 5 fields'],
      [3, 'row: has 6 of 5 fields'],
    ]));
  test('is told with every one of its faults', async () =>
    expect(await reasons(`${header},1,seven,1e99,2\n`, joined)).toEqual([
      [
        2,
        'kind: banked is "2", for which the mapping has no value',
        'learner: who is missing',
        'score: "seven" is not a number',
        'time: is so far away that it has no date',
        'sourceId: who is missing',
      ],
    ]));
  test('has a text that stands for no value', async () =>
    expect(await reasons(`${header}ada,1,?,1,0\n`, joined)).toEqual([[2, 'score: points is missing (?)']]));
  test('is not in the file that it is joined with', async () =>
    expect(await reasons(`${header}ada,3,7,1,0\n`, joined)).toEqual([[2, 'row: what "3" is not in items.csv']]));
  test('has a number that only looks like one', async () => {
    for (const number of ['0x10', 'Infinity', 'NaN', '1e', '1,5', '--1'])
      expect(await reasons(`who,what,points,when\nada,essay,"${number}",2026-01-02\n`, plain)).toEqual([
        [2, `score: "${number}" is not a number`],
      ]);
  });
  test('has a time without an offset, or a day that is none', async () => {
    for (const time of ['2026-01-02T10:00:00', '02.01.2026', '2026-13-01', '2026-02-30', '20260102'])
      expect(await reasons(`who,what,points,when\nada,essay,1,${time}\n`, plain)).toEqual([
        [2, `time: "${time}" is not a date, nor a time with an offset from UTC`],
      ]);
  });
});

describe('before any row is read', () => {
  test('every column that the mapping names must be there', async () =>
    expect(await faultsOf('who,points\n', joined)).toEqual([
      'when: the column is missing',
      'banked: the column is missing',
      'what: the column is missing',
    ]));
  test('a mapping says what it should, and no more', async () => {
    expect(await faultsOf('who\n', { ...plain, item: { colunm: 'what' }, more: 1 })).toEqual([
      'item: must be a constant, { column, values? } or { template, lowerCase? }',
      'file: Unrecognized key: "more"',
    ]);
  });
  test('what a mapping leaves out is asked for in its own words', async () =>
    expect(await faultsOf('who\n', { source: 'lms', item: 'exam', score: 1, sourceId: '1' })).toEqual([
      'learner: must be { issuer, subject }, who gave the learners their names and where these stand',
      'time: must be a constant, { column, values? }, { template, lowerCase? } or { day, from }',
    ]));
  test('a source id is read off a column', async () => {
    for (const sourceId of ['1', { digest: 'all' }, { template: '' }])
      expect(await faultsOf('who\n', { ...plain, sourceId })).toEqual([
        'sourceId: must name a column: it tells one result of the source from another',
      ]);
  });
  test('a source id that names the learner is a digest', async () =>
    expect(await faultsOf('who\n', { ...plain, sourceId: { template: '{who}/{what}' } })).toEqual([
      'sourceId: must be a digest, since it is made from the column that names the learner',
    ]));
  test('a file to join has each key once and no short rows', async () =>
    expect(await faultsOf('who\n', joined, 'id,module,type,start\n1,A,B,C\n2\n1,A,B,C\n')).toEqual([
      'line 3: has 1 of 4 fields',
      'line 4: id 1 stands twice',
    ]));
  test('no column stands in two files', async () =>
    expect(await faultsOf('who,what,points,when,banked\n', joined, 'id,module,type,start,who\n1,A,B,C,D\n')).toEqual([
      'lookups: the column who stands in two of the files',
    ]));
});
