import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { FaultyFile } from '../file/faulty-file.js';
import { checkCsv, readCsv } from './csv.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'csv-'))));
afterAll(() => rm(folder, { recursive: true }));

const file = async (content: string | Uint8Array, name = 'file.csv') => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const rowsOf = async (content: string | Uint8Array) => {
  const rows: (readonly [number, string])[] = [];
  for await (const { line, cells } of readCsv(await file(content))) rows.push([line, cells.join('|')]);
  return rows;
};
const faultOf = async (content: string | Uint8Array, needed: readonly string[] = ['a']) => {
  const error = await checkCsv(await file(content), needed).catch((caught: unknown) => caught);
  return error instanceof FaultyFile ? error.faults.map(({ field, reason }) => `${field}: ${reason}`) : error;
};

describe('what is simply read', () => {
  test('a plain file', async () =>
    expect(await rowsOf('a,b\n1,2\n3,4\n')).toEqual([
      [2, '1|2'],
      [3, '3|4'],
    ]));
  test('a byte-order mark, CRLF, and no line break at the end', async () =>
    expect(await rowsOf('\ufeffa,b\r\n1,2\r\n3,4')).toEqual([
      [2, '1|2'],
      [3, '3|4'],
    ]));
  test('line breaks of both kinds in one file', async () =>
    expect(await rowsOf('a,b\r\n1,2\n3,4\r\n')).toEqual([
      [2, '1|2'],
      [3, '3|4'],
    ]));
  test('blank lines are skipped and counted', async () =>
    expect(await rowsOf('a,b\n\n1,2\n\n\n3,4\n')).toEqual([
      [3, '1|2'],
      [6, '3|4'],
    ]));
  test('quoted fields with commas, quotes and line breaks; a row has the line that it begins on', async () =>
    expect(await rowsOf('a,b\n"1,""x""","y\r\nz"\n3,4\n')).toEqual([
      [2, '1,"x"|y\r\nz'],
      [4, '3|4'],
    ]));
  test('a quote inside a field that is not quoted', async () =>
    expect(await rowsOf('a,b\n5" disk,"2"\n3,4\n')).toEqual([
      [2, '5" disk|2'],
      [3, '3|4'],
    ]));
  test('rows too short or too long are left to whoever reads them', async () =>
    expect(await rowsOf('a,b\n1\n3,4,5\n')).toEqual([
      [2, '1'],
      [3, '3|4|5'],
    ]));
  test('a gzip file, known by its content', async () =>
    expect(await rowsOf(gzipSync('a,b\n1,2\n'))).toEqual([[2, '1|2']]));
});

describe('the check of a whole file', () => {
  test('gives its columns and counts its rows', async () =>
    expect(await checkCsv(await file('\ufeffa,b\r\n1,2\r\n\r\n3\r\n'), ['b'])).toEqual({
      columns: ['a', 'b'],
      rows: 2,
    }));
  test('names every missing column and every one that stands twice', async () =>
    expect(await faultOf('a,b,b\n1,2,3\n', ['a', 'c', 'd'])).toEqual([
      'c: the column is missing',
      'd: the column is missing',
      'b: the column stands more than once',
    ]));
  test('an empty file, or one of blank lines', async () => {
    expect(await faultOf('')).toEqual(['file: is empty']);
    expect(await faultOf('\n\n')).toEqual(['file: is empty']);
  });
  test('not UTF-8, with the line', async () => {
    expect(await faultOf(Buffer.from('a,b\n1,2\n3,\xe9\n', 'latin1'))).toEqual(['line 3: is not UTF-8']);
    expect(await faultOf(Buffer.from('\ufeffa,b\n', 'utf16le'))).toEqual(['line 1: is not UTF-8']);
    expect(await faultOf(Buffer.from('a\n1\né', 'utf8').subarray(0, -1))).toEqual(['line 3: is not UTF-8']);
  });
  test('a quote never closed, with the line that it stands on', async () =>
    expect(await faultOf('a,b\n1,2\n3,"4\n5,6\n')).toEqual(['line 3: a quote is never closed']));
  test('a quote that closes in the middle of a field', async () =>
    expect(await faultOf('a,b\n1,2\n3,"4\n5,6\n7,"8"\n')).toEqual([
      'line 5: a quote is closed in the middle of a field, or one before it never is',
    ]));
  test('a row of a million characters', async () =>
    expect(await faultOf(`a,b\n1,${'x'.repeat(1_000_000)}`)).toEqual([
      'line 2: the record is longer than 1000000 characters',
    ]));
  test('a record without end does not fill the memory', async () =>
    expect(await faultOf(`a,b\n1,"${'x\n'.repeat(2_000_000)}`)).toEqual(['line 2: a quote is never closed']));
  test('a gzip file that was cut off', async () =>
    expect(await faultOf(gzipSync('a,b\n1,2\n'.repeat(1000)).subarray(0, 40))).toEqual([
      'file: unexpected end of file',
    ]));
  test('a file that is not there, and a folder', async () => {
    await expect(checkCsv(join(folder, 'none'), [])).rejects.toThrow('ENOENT');
    await expect(checkCsv(folder, [])).rejects.toThrow('EISDIR');
  });
});

test('the check and the reader agree on what a record is, and on where it begins', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', ',', '"', '\n', '\r\n', '\r', '"é"', '""'), { maxLength: 25 }),
      async (parts) => {
        const content = `h,i\n${parts.join('')}`;
        const lines = content.split(/\r\n|\r|\n/);
        const path = await file(content);
        const checked = await checkCsv(path, []).catch(() => undefined);
        if (!checked) return;
        const rows = await rowsOf(content);
        expect(rows).toHaveLength(checked.rows);
        for (const [line, text] of rows) expect((lines[line - 1] ?? '').replaceAll('"', '')).toMatch(startOf(text));
      },
    ),
  ));
const startOf = (text: string) => new RegExp(`^${/^[^"\r\n|]*/.exec(text)?.[0] ?? ''}`);
