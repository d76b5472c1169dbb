import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readDocument } from './document.js';
import { FaultyFile } from './faulty-file.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'document-'))));
afterAll(() => rm(folder, { recursive: true }));

const shape = z.strictObject({ title: z.string(), weight: z.number().default(1) });
const read = async (content: string | Uint8Array) => {
  const path = join(folder, 'file');
  await writeFile(path, content);
  return readDocument(path, shape);
};
const faultsIn = async (content: string | Uint8Array) => {
  const error = await read(content).catch((caught: unknown) => caught);
  return error instanceof FaultyFile ? error.faults : error;
};

test('JSON is read, and what goes without saying is filled in', async () =>
  expect(await read('{ "title": "One" }')).toEqual({ title: 'One', weight: 1 }));
test('YAML is read, and so are a byte-order mark and CRLF', async () =>
  expect(await read('\ufefftitle: One\r\nweight: 2\r\n')).toEqual({ title: 'One', weight: 2 }));
test('every fault of the shape is listed, misspelt fields among them', async () =>
  expect(await faultsIn('{ "title": 1, "wieght": 2 }')).toEqual([
    { field: 'title', reason: expect.stringContaining('expected string') },
    { field: 'file', reason: expect.stringContaining('wieght') },
  ]));
test('what is wrong beyond the shape is told with it, save of a field that is misshapen itself', async () => {
  const path = join(folder, 'file');
  await writeFile(path, '{ "title": 1 }');
  const beyond = () => ['title', 'title.0', 'weight'].map((field) => ({ field, reason: 'is odd' }));
  await expect(readDocument(path, shape, beyond)).rejects.toMatchObject({
    faults: [{ field: 'title' }, { field: 'weight', reason: 'is odd' }],
  });
});
test('a fault of the syntax names its line', async () =>
  expect(await faultsIn('title: One\nweight: [1\n')).toMatchObject([{ field: 'line 3' }]));
test('a key that stands twice is a fault', async () =>
  expect(await faultsIn('{ "title": "One", "title": "Two" }')).toMatchObject([{ reason: 'Map keys must be unique' }]));
test('aliases that multiply, and one that leads nowhere', async () => {
  const names = [...'abcdefghi'];
  const bomb = names.map((name, index) => `${name}: &${name} [${Array(9).fill(index ? `*${names[index - 1]}` : 1)}]`);
  expect(await faultsIn(bomb.join('\n'))).toEqual([{ field: 'file', reason: expect.stringContaining('alias count') }]);
  expect(await faultsIn('title: *nobody')).toEqual([{ field: 'file', reason: expect.stringContaining('nobody') }]);
});
test.each([
  ['lists', '['.repeat(5000) + ']'.repeat(5000)],
  ['lists without an end', '['.repeat(5000)],
  ['maps', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
])('%s in one another without measure', async (_, text) =>
  expect(await faultsIn(text)).toEqual([{ field: 'file', reason: 'is nested too deeply' }]),
);
test('an empty file, and one that is not UTF-8', async () => {
  expect(await faultsIn('')).toMatchObject([{ field: 'file' }]);
  expect(await faultsIn(Buffer.from([0x7b, 0xff, 0x7d]))).toEqual([{ field: 'file', reason: 'is not UTF-8' }]);
});
test('no file', async () =>
  expect(await readDocument(join(folder, 'none'), shape).catch((error: unknown) => error)).toMatchObject({
    faults: [{ field: 'file', reason: expect.stringContaining('ENOENT') }],
  }));
