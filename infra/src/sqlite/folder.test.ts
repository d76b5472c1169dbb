import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FolderHeldError } from './folder-lock.js';
import { openFolder } from './folder.js';
import { StorageError } from '../storage-error.js';

const base = mkdtempSync(join(tmpdir(), 'proficio-folder-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const held = (path: string): FolderHeldError => {
  try {
    openFolder(path).close();
  } catch (error) {
    if (error instanceof FolderHeldError) return error;
    throw error;
  }
  throw new Error(`${path} is free`);
};

test('a folder that is missing is made for its owner alone, with its three files', async () => {
  const path = join(base, 'deep', 'inside');
  const folder = openFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(await folder.events.head()).toBe(-1n);
  expect(await folder.views.sets()).toEqual([]);
  expect(await folder.keys.getMany('t', ['s'])).toEqual(new Map());
  folder.close();
  for (const file of ['events.db', 'views.db', 'keys.db', 'lock.db']) expect(existsSync(join(path, file))).toBe(true);
});

const modesIn = (path: string) =>
  Object.fromEntries(readdirSync(path).map((file) => [file, statSync(join(path, file)).mode & 0o777]));
test('what a folder holds is for its owner alone, whatever the folder allows and whatever was there before', async () => {
  const path = join(base, 'open');
  mkdirSync(path, { mode: 0o755 });
  for (const before of [() => undefined, loosen]) {
    before(path);
    const folder = openFolder(path);
    await folder.keys.ensure('t', 's');
    expect(Object.values(modesIn(path)).filter((mode) => (mode & 0o077) !== 0)).toEqual([]);
    folder.close();
  }
});
const loosen = (path: string) => {
  for (const file of readdirSync(path)) chmodSync(join(path, file), 0o644);
};

test('a second holder is told who holds it, by what the holder last said of itself', () => {
  const path = join(base, 'held');
  const folder = openFolder(path, 'starting');
  expect(held(path).holder).toMatchObject({ pid: process.pid, note: 'starting' });
  folder.announce('http://127.0.0.1:4000');
  expect(held(path).message).toMatch(
    new RegExp(`^${path} is held by process ${process.pid} since 20.*Z, http://127.0.0.1:4000$`),
  );
  folder.close();
  folder.close();
  const next = openFolder(path);
  expect(held(path).holder).toMatchObject({ note: '' });
  next.close();
  expect(existsSync(join(path, 'holder.json'))).toBe(false);
});

test('a folder that cannot be opened is given back and says why in a plain sentence', () => {
  const path = join(base, 'broken');
  mkdirSync(path);
  writeFileSync(join(path, 'views.db'), 'not a database, but a text that somebody put there'.repeat(50));
  for (let n = 0; n < 2; n++) expect(() => openFolder(path)).toThrow(/views.db is not one of our database files\.$/);
});

test('a lock that may not be written is not taken for held: two processes would hold the folder', () => {
  const path = join(base, 'foreign');
  mkdirSync(path);
  chmodSync(path, 0o777);
  chmodSync(base, 0o755);
  writeFileSync(join(path, 'lock.db'), '', { mode: 0o444 });
  // Root may write everything, so nobody tries.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    expect(() => openFolder(path)).toThrow(/lock.db cannot be written: it is read-only\.$/);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test('a path that is no folder, or lies in none, is refused in a plain sentence', () => {
  const file = join(base, 'file');
  writeFileSync(file, '');
  expect(() => openFolder(file)).toThrow(/file is not a folder\.$/);
  expect(() => openFolder(join(file, 'inside'))).toThrow(StorageError);
});

test('what was closed says so', async () => {
  const folder = openFolder(join(base, 'closed'));
  folder.close();
  await expect(folder.events.head()).rejects.toThrow(/events.db is closed/);
  await expect(folder.events.append('a-t_1', -1n, [])).rejects.toThrow();
  await expect(folder.events.read('a-t_1')).rejects.toThrow(/events.db is closed/);
  await expect(folder.views.sets()).rejects.toThrow(/views.db is closed/);
  await expect(folder.keys.ensure('t', 's')).rejects.toThrow(/keys.db is closed/);
  await expect(folder.keys.destroy('t', 's')).rejects.toThrow(/keys.db is closed/);
});

test('a folder stays held when nobody refers to it any more, until the process ends', async () => {
  const path = join(base, 'forgotten');
  const forget = () => void openFolder(path, 'forgotten');
  forget();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let n = 0; n < 3; n++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(held(path).holder).toMatchObject({ note: 'forgotten' });
});
