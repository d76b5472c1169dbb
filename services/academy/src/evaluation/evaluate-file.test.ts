import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FaultyFile } from '../file/faulty-file.js';
import { evaluateFile } from './evaluate-file.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'evaluate-'))));
afterAll(() => rm(folder, { recursive: true }));

const file = async (content: string | Uint8Array, name = 'answers.csv'): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

test('a packed file is read as one that is not, whatever its name', async () => {
  const text = 'user_id\titem_id\ttimestamp\tcorrect\tskill_id\n0\t1\t0\t1\t2\n0\t2\t0\t0\t2\n';
  const packed = await evaluateFile(await file(gzipSync(text), 'packed'));
  expect(packed).toMatchObject({ rows: 2, scored: 2 });
  expect(packed).toEqual(await evaluateFile(await file(text)));
});

test('options for the table and for the figures both reach their end', async () => {
  const table = await file('pupil,item_id,skill_id,got,class\na,1,s,4,x\na,2,s,5,x\nb,1,s,1,y\nb,2,s,3,y\n');
  const map = { learner: 'pupil', score: 'got', maximum: '5' };
  const found = await evaluateFile(table, { map, warmup: 1, onlyAfterFirst: ['class'], passMark: 4 });
  expect(found).toMatchObject({ rows: 4, scored: 2 });
  expect(found.methods).toContainEqual({
    ...{ name: 'canvas/latest@1', recalibrated: false, auc: null, logLoss: null, brier: null },
    ...{ calibrationError: null, rmse: expect.closeTo(Math.sqrt((1 + 4) / 2), 9), passMarkAuc: 1 },
  });
});

describe('a file that cannot be evaluated is refused with its faults', () => {
  const faults = async (path: string) => {
    const error = await evaluateFile(path).catch((caught: unknown) => caught);
    return error instanceof FaultyFile ? error.faults : error;
  };
  test.each<readonly [string, string | Uint8Array, string]>([
    ['empty', '', 'table'],
    ['without columns', 'a,b\n', 'learner'],
    ['with a bad row', 'learner,item,skill,correct\na,b,c,9\n', 'line 2, correct'],
    ['not UTF-8', Buffer.from([0x61, 0x0a, 0xff]), 'line 2'],
    ['cut short', gzipSync('learner,item,skill,correct\na,b,c,1\n').subarray(0, 30), 'file'],
  ])('%s', async (_name, content, field) => {
    expect(await faults(await file(content))).toEqual(expect.arrayContaining([{ field, reason: expect.any(String) }]));
  });
  test('not there', async () => {
    expect(await faults(join(folder, 'nowhere'))).toEqual([
      { field: 'file', reason: expect.stringContaining('ENOENT') },
    ]);
  });
});
