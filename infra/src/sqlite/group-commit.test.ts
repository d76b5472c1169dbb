import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeFile, openFile } from './driver.js';
import { GroupCommit } from './group-commit.js';

const folder = mkdtempSync(join(tmpdir(), 'proficio-group-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (name: string) => {
  const db = openFile(join(folder, name), 'CREATE TABLE numbers (n INTEGER PRIMARY KEY)');
  let commits = 0;
  const writer = new GroupCommit(db, name, () => commits++);
  const insert = db.prepare('INSERT INTO numbers VALUES (?)');
  return {
    add: (n: number) => writer.submit(() => Number(insert.run(n).changes)),
    refuse: () =>
      writer.submit(() => {
        throw new RangeError('no');
      }),
    numbers: () => (db.prepare('SELECT n FROM numbers ORDER BY n').all() as { n: number }[]).map(({ n }) => n),
    commits: () => commits,
    fill: () => db.exec('PRAGMA max_page_count = 1'),
    close: () => {
      writer.close();
      closeFile(db);
    },
  };
};

test('what is submitted in one turn of the event loop is one commit; a lone write is one of its own', async () => {
  const file = open('one');
  await Promise.all(Array.from({ length: 64 }, (_, n) => file.add(n)));
  expect(file.commits()).toBe(1);
  await file.add(64);
  expect(file.commits()).toBe(2);
  expect(file.numbers()).toHaveLength(65);
  file.close();
});

test('a write that refuses fails alone', async () => {
  const file = open('refused');
  const results = await Promise.allSettled([file.add(1), file.refuse(), file.add(2)]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(file.numbers()).toEqual([1, 2]);
  file.close();
});

test('when the database fails nobody of the group is told of a success, nothing is kept, and the next group is served', async () => {
  const file = open('failed');
  await file.add(1);
  const results = await Promise.allSettled([file.add(2), file.add(1), file.add(3)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await file.add(4);
  expect(file.numbers()).toEqual([1, 4]);
  file.close();
});

test('a full disk is told in a plain sentence', async () => {
  const file = open('full');
  file.fill();
  const results = await Promise.allSettled(Array.from({ length: 2000 }, (_, n) => file.add(n)));
  expect(results.map(({ status }) => status)).not.toContain('fulfilled');
  await expect(file.add(1)).resolves.toBe(1);
  for (const result of results)
    if (result.status === 'rejected')
      expect(result.reason).toMatchObject({ message: 'full cannot grow: the disk is full.' });
  file.close();
});

test('closing writes what waits and takes no more', async () => {
  const file = open('closing');
  const waiting = file.add(1);
  file.close();
  expect(await waiting).toBe(1);
  await expect(file.add(2)).rejects.toThrow('closing is closed.');
});
