import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NO_STREAM } from '@proficio/events';
import { openKurrent, StorageError } from '@proficio/infra';
import { portOf, startKurrentServer } from '../kurrent-server/started.js';
import { freshCategory, numbered, numbers, streamIn, until } from './event-store.seed.js';
import { temporaryFolder } from './temporary-folder.js';

/** What the adapter does in a cluster, where it looks for who leads: on the test server's two nodes. */
const folder = temporaryFolder();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

let count = 0;
const PATIENT = { answerMs: 1000, patienceMs: 20_000 };
const LONG = 60_000;

const open = async (url: string, limits = PATIENT) => {
  const store = await openKurrent(url, limits);
  closing.push(() => store.close());
  return store;
};
const start = async (nodes: number, file = join(folder.path, `${count++}.db`), port = 0) => {
  const server = await startKurrentServer(file, port, { nodes });
  closing.push(server.kill);
  return { ...server, file };
};

test(
  'a cluster of which no node answers is an outage like any other',
  async () => {
    const store = await open('kurrentdb://127.0.0.1:9,127.0.0.1:19?tls=false', { answerMs: 3000, patienceMs: 4000 });
    const appending = store.append(streamIn(freshCategory()), NO_STREAM, [numbered(1)]);
    await expect(appending).rejects.toThrow(StorageError);
    await expect(appending).rejects.toThrow(/^KurrentDB at 127\.0\.0\.1:9,127\.0\.0\.1:19 does not answer/);
    await expect(store.head()).rejects.toThrow(StorageError);
  },
  LONG,
);

test(
  'what is asked of a cluster that is not up yet is done when it is',
  async () => {
    const { url, kill, file } = await start(1);
    await kill();
    const store = await open(`kurrentdb://127.0.0.1:${portOf(url)},127.0.0.1:9?tls=false`);
    const stream = streamIn(freshCategory());
    const appending = store.append(stream, NO_STREAM, [numbered(1)]);
    await sleep(2500);
    await start(1, file, portOf(url));
    await appending;
    expect(numbers(await store.read(stream))).toEqual([1]);
  },
  LONG,
);

test(
  'who only appends finds the new leader, too',
  async () => {
    const server = await start(2);
    const store = await open(server.url);
    const stream = streamIn(freshCategory());
    await store.append(stream, NO_STREAM, [numbered(1)]);
    server.cutOff();
    const writing = [2, 3].map((n) => store.append(streamIn(freshCategory()), NO_STREAM, [numbered(n)]));
    await store.append(stream, 0n, [numbered(4)]);
    await Promise.all(writing);
    expect(numbers(await store.read(stream))).toEqual([1, 4]);
  },
  LONG,
);

test(
  'a leader that is cut off from the others is left for the one that they have chosen',
  async () => {
    const server = await start(2);
    const store = await open(server.url);
    const category = freshCategory();
    const stream = streamIn(category);
    const write = async (first: number, last: number) => {
      for (let n = first; n <= last; n++) await store.append(stream, BigInt(n) - 2n, [numbered(n)]);
    };
    const following = until(
      (signal) => store.subscribe({ categories: [category] }, undefined, signal),
      (events) => events.length >= 9,
    );
    await write(1, 3);
    // Time for the subscription to stand: one that begins later would find out by itself.
    await sleep(1000);
    server.cutOff();
    await write(4, 6);
    expect(numbers(await store.read(stream))).toEqual([1, 2, 3, 4, 5, 6]);
    await write(7, 9);
    expect(numbers((await following).events)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  },
  LONG,
);
