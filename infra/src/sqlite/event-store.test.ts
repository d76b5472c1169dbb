import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_STREAM, type NewEvent, type StoredEvent } from '@proficio/events';
import { META } from '../event.sample.js';
import { openDatabase } from './driver.js';
import { SqliteEventStore } from './event-store.js';

const folder = mkdtempSync(join(tmpdir(), 'proficio-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const event = (n: number, more = ''): NewEvent => ({
  id: `id-${n}`,
  type: 'Numbered',
  data: { n, more },
  meta: META,
});
const log = async (store: SqliteEventStore): Promise<readonly StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for await (const { events } of store.readAll({ categories: ['thing'] })) all.push(...events);
  return all;
};
const numbers = (events: readonly StoredEvent[]) => events.map(({ data }) => (data as { n: number }).n);

test('reopening finds everything, and goes on after it', async () => {
  const path = join(folder, 'reopened.db');
  const store = new SqliteEventStore(path);
  await store.append('thing-t_1', NO_STREAM, [event(1), event(2)]);
  const before = await log(store);
  store.close();

  const again = new SqliteEventStore(path);
  expect(await log(again)).toEqual(before);
  expect(await again.append('thing-t_1', NO_STREAM, [event(1), event(2)])).toEqual({
    revision: 1n,
    position: before[1]?.position,
  });
  await again.append('thing-t_1', 1n, [event(3)]);
  expect(numbers(await log(again))).toEqual([1, 2, 3]);
  again.close();
});

test('the log is rows of JSON that a person can read', async () => {
  const path = join(folder, 'readable.db');
  const store = new SqliteEventStore(path);
  await store.append('thing-t_1', NO_STREAM, [event(1)]);
  store.close();
  const db = openDatabase(path);
  expect({ ...(db.prepare('SELECT * FROM events').get() as object) }).toEqual({
    position: 1,
    stream: 'thing-t_1',
    first: 1,
    revision: 0,
    id: 'id-1',
    type: 'Numbered',
    data: '{"n":1,"more":""}',
    meta: JSON.stringify(event(1).meta),
  });
  db.close();
});

test('of a torn end of the log whole commits are left, from the first one on, and it can be written again', async () => {
  const path = join(folder, 'whole.db');
  const store = new SqliteEventStore(path);
  for (let n = 0; n < 30; n++) await store.append('thing-t_1', BigInt(2 * n) - 1n, [event(2 * n), event(2 * n + 1)]);
  const torn = join(folder, 'torn.db');
  const size = readFileSync(`${path}-wal`).length;
  for (const [cut, spoilt] of [
    [size, 0],
    [size - 1, 0],
    [size >> 1, 0],
    [size, size >> 2],
    [100, 0],
    [0, 0],
  ] as const) {
    for (const end of ['', '-wal']) copyFileSync(path + end, torn + end);
    rmSync(`${torn}-shm`, { force: true });
    truncateSync(`${torn}-wal`, cut);
    if (spoilt) spoil(`${torn}-wal`, spoilt);
    const left = new SqliteEventStore(torn);
    const found = await log(left);
    expect(found.length % 2).toBe(0);
    expect(numbers(found)).toEqual(found.map((_, n) => n));
    if (cut === size && !spoilt) expect(found).toHaveLength(60);
    await left.append('thing-t_1', BigInt(found.length) - 1n, [event(99)]);
    expect(numbers(await log(left)).at(-1)).toBe(99);
    left.close();
  }
  store.close();
});

const spoil = (path: string, at: number) => {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 255;
  writeFileSync(path, bytes);
};

test('a batch covers no more of the log than fits, in rows and in bytes', async () => {
  const store = new SqliteEventStore(join(folder, 'windows.db'));
  const many = Array.from({ length: 5000 }, (_, n) => event(n));
  await store.append('thing-t_many', NO_STREAM, many);
  const large = Array.from({ length: 40 }, (_, n) => event(n, 'x'.repeat(1_000_000)));
  await store.append('other-t_large', NO_STREAM, large);
  const sizes: number[] = [];
  const positions: bigint[] = [];
  for await (const { events, position } of store.readAll({ categories: ['thing', 'other'] })) {
    sizes.push(events.length);
    positions.push(position);
    expect(JSON.stringify(events.map(({ data }) => data)).length).toBeLessThan(17 * 1024 * 1024);
  }
  expect(Math.max(...sizes)).toBe(256);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(5040);
  expect(positions.at(-1)).toBe(5040n);
  store.close();
});

test('live batches are as small as what was appended; those who wait are told when the store is closed', async () => {
  const store = new SqliteEventStore(join(folder, 'live.db'));
  const sizes: number[] = [];
  const following = (async () => {
    for await (const { events } of store.subscribe({ categories: ['thing'] }, undefined, new AbortController().signal))
      sizes.push(events.length);
  })();
  for (let n = 0; n < 5; n++) {
    await store.append('thing-t_1', BigInt(n) - 1n, [event(n)]);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  store.close();
  await expect(following).rejects.toThrow(/live.db is closed/);
  expect(sizes).toEqual([1, 1, 1, 1, 1]);
});
