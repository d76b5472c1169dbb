import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, NO_STREAM, PositionError, type EventStore, type StoredEvent } from '@proficio/events';
import { openKurrent, StorageError } from '@proficio/infra';
import { portOf, startKurrentServer, type About, type Started } from '../kurrent-server/started.js';
import { allBatches, freshCategory, numbered, numbers, streamIn, until } from './event-store.seed.js';
import { temporaryFolder } from './temporary-folder.js';

/** What the adapter does when the server fails: on the test server, which fails when it is told to. */
const folder = temporaryFolder();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

let count = 0;
const start = async (file = join(folder.path, `${count++}.db`), port = 0, about: About = {}) => {
  const server = await startKurrentServer(file, port, about);
  closing.push(server.kill);
  return { ...server, file };
};
/** A machine that is busy with tests takes long to start a server. */
const PATIENT = { answerMs: 1000, patienceMs: 100_000 };
const LONG = 120_000;
const HASTY = { answerMs: 100, patienceMs: 500 };
const open = async ({ url }: Started, limits = PATIENT) => {
  const store = await openKurrent(url, limits);
  closing.push(() => store.close());
  return store;
};
const again = async (server: Started & { readonly file: string }) => {
  await server.kill();
  return start(server.file, portOf(server.url));
};

/** Appends 1 to `last`, one after the other, to one stream. */
const write = async (store: EventStore, stream: string, last: number, first = 1) => {
  for (let n = first; n <= last; n++) await store.append(stream, BigInt(n) - 2n, [numbered(n)]);
};
const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);
const follow = (store: EventStore, category: string, count: number) =>
  until(
    (signal) => store.subscribe({ categories: [category] }, undefined, signal),
    (events) => events.length >= count,
  );

test(
  'a subscription that is dropped again and again gives every event once',
  async () => {
    const server = await start();
    const store = await open(server);
    const category = freshCategory();
    const stream = streamIn(category);
    await write(store, stream, 20);
    const following = follow(store, category, 120);
    for (let last = 40; last <= 120; last += 20) {
      server.drop();
      await write(store, stream, last, last - 19);
    }
    expect(numbers((await following).events)).toEqual(upTo(120));
  },
  LONG,
);

test.each([5, -5])(
  'a clock that is %i minutes off from the server’s keeps nothing from being written',
  async (minutes) => {
    const store = await open(await start(), { answerMs: 1000, patienceMs: 10_000 });
    const { now } = Date;
    Date.now = () => now() + minutes * 60_000;
    try {
      const stream = streamIn(freshCategory());
      await write(store, stream, 3);
      expect(numbers(await store.read(stream))).toEqual([1, 2, 3]);
    } finally {
      Date.now = now;
    }
  },
  LONG,
);

test(
  'a subscription outlives a killed server',
  async () => {
    const server = await start();
    const store = await open(server);
    const category = freshCategory();
    const stream = streamIn(category);
    const following = follow(store, category, 30);
    await write(store, stream, 10);
    const second = await again(server);
    await write(store, stream, 20, 11);
    await again(second);
    await write(store, stream, 30, 21);
    expect(numbers((await following).events)).toEqual(upTo(30));
  },
  LONG,
);

test(
  'a follower that is slower than the log loses nothing',
  async () => {
    const store = await open(await start());
    const category = freshCategory();
    const many = Array.from({ length: 6000 }, (_, n) => numbered(n + 1));
    const stop = new AbortController();
    const seen: unknown[] = [];
    const following = (async () => {
      for await (const { events } of store.subscribe({ categories: [category] }, undefined, stop.signal)) {
        seen.push(...numbers(events));
        if (seen.length >= many.length) stop.abort();
        else await sleep(100);
      }
    })();
    await sleep(100);
    for (let n = 0; n < 6; n++) await store.append(streamIn(category), NO_STREAM, many.slice(n * 1000, (n + 1) * 1000));
    await following;
    expect(seen).toEqual(upTo(6000));
  },
  LONG,
);

test(
  'a server that looks for long for what a filter lets through is waited for, and one that hangs meanwhile is not',
  async () => {
    const server = await start(undefined, 0, { lookMs: 1000 });
    const writer = await open(server);
    const store = await open(server, { answerMs: 1000, patienceMs: 2000 });
    const [common, rare] = [freshCategory(), freshCategory()];
    await writer.append(streamIn(rare), NO_STREAM, [numbered(1)]);
    const many = Array.from({ length: 1000 }, (_, n) => numbered(n));
    for (let n = 0; n < 2; n++) await writer.append(streamIn(common), NO_STREAM, many);
    await writer.append(streamIn(rare), NO_STREAM, [numbered(2)]);
    const query = { categories: [rare] };
    expect(numbers((await allBatches(store.readAll(query))).events)).toEqual([1, 2]);
    const reading = allBatches(store.readAll(query));
    reading.catch(() => undefined);
    await sleep(300);
    server.freeze();
    await expect(reading).rejects.toThrow(/does not answer/);
    server.thaw();
  },
  LONG,
);

test(
  'who leaves, or closes the store, does not wait for what a server still looks for',
  async () => {
    const server = await start(undefined, 0, { lookMs: 60_000 });
    const store = await open(server);
    const [common, rare] = [freshCategory(), freshCategory()];
    const many = Array.from({ length: 1000 }, (_, n) => numbered(n));
    await store.append(streamIn(common), NO_STREAM, many);
    const query = { categories: [rare] };
    const stop = new AbortController();
    const following = allBatches(store.subscribe(query, undefined, stop.signal));
    const reading = allBatches(store.readAll(query));
    reading.catch(() => undefined);
    // Longer than an answer may take: by now both are waited for.
    await sleep(3000);
    stop.abort();
    expect((await following).events).toEqual([]);
    await store.close();
    await expect(reading).rejects.toThrow(/closed/);
  },
  LONG / 3,
);

test(
  'an append to a frozen server ends by our own timer, and the same ids settle it without a duplicate',
  async () => {
    const server = await start();
    const store = await open(server);
    const hasty = await open(server, HASTY);
    const stream = streamIn(freshCategory());
    await write(hasty, stream, 1);
    const events = [numbered(2), numbered(3)];
    server.freeze();
    await expect(hasty.append(stream, 0n, events)).rejects.toThrow(StorageError);
    await expect(hasty.read(stream)).rejects.toThrow(/KurrentDB at 127\.0\.0\.1:\d+ does not answer/);
    const waiting = store.append(stream, 0n, events);
    await sleep(PATIENT.answerMs * 2);
    server.thaw();
    const settled = await waiting;
    expect(await store.append(stream, 0n, events)).toEqual(settled);
    expect(numbers(await store.read(stream))).toEqual([1, 2, 3]);
  },
  LONG,
);

test(
  'a server killed with appends in flight loses nothing that was acknowledged, and retries are free',
  async () => {
    const server = await start();
    const store = await open(server);
    const category = freshCategory();
    const writers = Array.from({ length: 64 }, async () => {
      const stream = streamIn(category);
      await write(store, stream, 4);
      return stream;
    });
    await sleep(150);
    await again(await again(server));
    for (const stream of await Promise.all(writers)) expect(numbers(await store.read(stream))).toEqual(upTo(4));
    const { events } = await allBatches(store.readAll({ categories: [category] }));
    expect(events).toHaveLength(64 * 4);
  },
  LONG,
);

/** As another log has them: over seven streams in turn. */
const another = (category: string, count: number): readonly StoredEvent[] => {
  const streams = Array.from({ length: 7 }, () => streamIn(category));
  return Array.from({ length: count }, (_, n) => ({
    ...numbered(n + 1, { text: 'x'.repeat((n * 37) % 5000) }),
    stream: streams[n % 7] ?? '',
    revision: BigInt(Math.floor(n / 7)),
    position: BigInt(n),
  }));
};

test.each([['killed again and again'], ['frozen again and again']])(
  'what is appended in order stands in order, once, though the server is %s',
  async (how) => {
    let server = await start();
    const store = await open(server);
    const category = freshCategory();
    const writing = store.appendInOrder(another(category, 3000));
    let isOver = false;
    void writing.finally(() => (isOver = true)).catch(() => undefined);
    for (let n = 0; n < 5 && !isOver; n++) {
      await sleep(100 + 40 * n);
      if (how.startsWith('killed')) server = await again(server);
      else {
        server.freeze();
        await sleep(PATIENT.answerMs * 1.2);
        server.thaw();
      }
    }
    await writing;
    const { events } = await allBatches(store.readAll({ categories: [category] }));
    expect(numbers(events)).toEqual(upTo(3000));
  },
  LONG,
);

test('what is appended in order may be begun anew anywhere, and stops where something else is', async () => {
  const store = await open(await start());
  const category = freshCategory();
  const events = another(category, 100);
  await store.appendInOrder(events.slice(0, 60));
  for (const from of [0, 13, 59, 60]) await store.appendInOrder(events.slice(from, 80));
  const { events: written } = await allBatches(store.readAll({ categories: [category] }));
  expect(numbers(written)).toEqual(upTo(80));
  const foreign = { ...numbered(0), stream: events[80]?.stream ?? '' };
  await store.append(foreign.stream, (events[80]?.revision ?? 0n) - 1n, [foreign]);
  await expect(store.appendInOrder(events.slice(79))).rejects.toBeInstanceOf(ConflictError);
});

test(
  'a connection that breaks under a heap of large appends breaks nothing else',
  async () => {
    const server = await start();
    const store = await open(server);
    const loose: unknown[] = [];
    const note = (error: unknown) => loose.push(error);
    process.on('unhandledRejection', note);
    server.freeze();
    const streams = Array.from({ length: 48 }, () => streamIn(freshCategory()));
    const large = () => numbered(1, { text: 'x'.repeat(100_000) });
    const appends = streams.map((stream) => store.append(stream, NO_STREAM, [large()]));
    await sleep(300);
    await again(server);
    await Promise.all(appends);
    process.off('unhandledRejection', note);
    expect(loose).toEqual([]);
    for (const stream of streams) expect(await store.read(stream)).toHaveLength(1);
  },
  LONG,
);

test(
  'on an older copy of the log, a checkpoint beyond its head is refused, also by a subscription that was live',
  async () => {
    const server = await start();
    const store = await open(server);
    const category = freshCategory();
    const stream = streamIn(category);
    await write(store, stream, 3);
    await server.kill();
    const backup = join(folder.path, 'backup.db');
    copyFileSync(server.file, backup);
    copyFileSync(`${server.file}-wal`, `${backup}-wal`);

    const second = await start(server.file, portOf(server.url));
    await write(store, stream, 10, 4);
    const { position } = await store.append(stream, 9n, [numbered(11, { text: 'x'.repeat(10_000) })]);
    const stop = new AbortController();
    const query = { categories: [category] };
    const live = allBatches(store.subscribe(query, position, stop.signal));
    live.catch(() => undefined);
    await sleep(200);
    await second.kill();
    rmSync(`${server.file}-shm`, { force: true });
    copyFileSync(backup, server.file);
    copyFileSync(`${backup}-wal`, `${server.file}-wal`);

    await start(server.file, portOf(server.url));
    await expect(live).rejects.toBeInstanceOf(PositionError);
    await expect(allBatches(store.subscribe(query, position, stop.signal))).rejects.toBeInstanceOf(PositionError);
    await expect(allBatches(store.readAll(query, position))).rejects.toBeInstanceOf(PositionError);
  },
  LONG,
);

test(
  'a position that is no event of this log is refused',
  async () => {
    const store = await open(await start());
    const { position } = await store.append(streamIn('thing'), NO_STREAM, [numbered(1)]);
    const reading = allBatches(store.readAll({ categories: ['thing'] }, position - 1n));
    await expect(reading).rejects.toThrow(/has no event at position \d+: it is of another log/);
  },
  LONG,
);

test(
  'reads tell a user’s name and password as they are, not as a connection string has to write them',
  async () => {
    const server = await start(undefined, 0, { reader: 'o/hara:1?%:@+2' });
    const as = (who: string) => open({ ...server, url: server.url.replace('//', `//${who}@`) });
    const denied = (await as('o%2Fhara:another')).head();
    await expect(denied).rejects.toThrow(StorageError);
    await expect(denied).rejects.toThrow(/^KurrentDB at 127\.0\.0\.1:\d+ denies us permission\.$/);
    const store = await openKurrent(server.url.replace('//', '//o%2Fhara:1%3F%25%3A%40+2@'), PATIENT);
    closing.push(() => store.close());
    await store.head();
    expect(await store.read(streamIn(freshCategory()))).toEqual([]);
    expect((await allBatches(store.readAll({ categories: ['thing'] }))).events).toEqual([]);
  },
  LONG,
);

test(
  'a closed store ends its subscriptions with an error, and takes nothing more',
  async () => {
    const store = await open(await start());
    const { signal } = new AbortController();
    const live = allBatches(store.subscribe({ categories: ['thing'] }, await store.head(), signal));
    live.catch(() => undefined);
    await sleep(100);
    await store.close();
    await expect(live).rejects.toThrow(/is closed/);
    await expect(store.append('thing-t_1', NO_STREAM, [numbered(1)])).rejects.toThrow(/is closed/);
  },
  LONG,
);

test(
  'an append that waits when the store is closed is told so, and connects to nobody any more',
  async () => {
    const server = await start();
    const store = await openKurrent(server.url, PATIENT);
    const category = freshCategory();
    await write(store, streamIn(category), 1);
    server.freeze();
    const appended = Array.from({ length: 40 }, () => store.append(streamIn(category), NO_STREAM, [numbered(1)]));
    const ended = Promise.allSettled(appended);
    await store.close();
    server.thaw();
    const reasons = (await ended).map((one) => (one.status === 'rejected' ? one.reason : one.value));
    expect(reasons.filter((reason) => !(reason instanceof StorageError))).toEqual([]);
  },
  LONG,
);
