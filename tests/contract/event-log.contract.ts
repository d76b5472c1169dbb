import { setTimeout as sleep } from 'node:timers/promises';
import { NO_STREAM, type EventStore, type StoredEvent } from '@proficio/events';
import { allBatches, freshCategory, numbered, numbers, streamIn, until } from './event-store.seed.js';

/** What every EventStore must do when its log is read through and followed. */
export const eventLogContract = (name: string, open: () => Promise<EventStore>) =>
  describe(`EventStore's log: ${name}`, () => {
    let store: EventStore;
    beforeAll(async () => {
      store = await open();
    });

    /** Writes 1 to `count`, an event each, over three streams of one category. */
    const seed = async (count: number) => {
      const category = freshCategory();
      const streams = [1, 2, 3].map(() => streamIn(category));
      const written: bigint[] = [];
      for (let n = 0; n < count; n++) {
        const stream = streams[n % 3] ?? '';
        written.push((await store.append(stream, BigInt(Math.floor(n / 3)) - 1n, [numbered(n + 1)])).position);
      }
      return { category, query: { categories: [category] }, written };
    };
    const positions = (events: readonly StoredEvent[]) => events.map(({ position }) => position);

    test('ES20 the log gives the events of the asked categories in order, each with the position append told', async () => {
      const { query, written } = await seed(9);
      await seed(1);
      const { events } = await allBatches(store.readAll(query));
      expect(numbers(events)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(positions(events)).toEqual(written);
    });

    test('ES21 several categories are read in one order', async () => {
      const [one, other] = [await seed(2), await seed(2)];
      const { events } = await allBatches(store.readAll({ categories: [other.category, one.category] }));
      expect(positions(events)).toEqual([...one.written, ...other.written]);
    });

    test('ES22 the log is read from after a position', async () => {
      const { query, written } = await seed(5);
      for (const [n, position] of written.entries())
        expect(numbers((await allBatches(store.readAll(query, position))).events)).toEqual(
          [1, 2, 3, 4, 5].slice(n + 1),
        );
    });

    test('ES23 the position reaches the head though nothing matched, and reading from the head ends at once', async () => {
      await seed(3);
      const nothing = { categories: [freshCategory()] };
      const { events, position } = await allBatches(store.readAll(nothing));
      expect(events).toEqual([]);
      expect(position).toBe(await store.head());
      expect(await allBatches(store.readAll(nothing, position))).toEqual({ events: [], position: -1n });
    });

    test('ES24 the same log is the same at every reading', async () => {
      const { query } = await seed(4);
      expect(await allBatches(store.readAll(query))).toEqual(await allBatches(store.readAll(query)));
    });

    test('ES25 an append of many events is read whole and in order, in batches of bounded size', async () => {
      const category = freshCategory();
      const many = Array.from({ length: 3000 }, (_, n) => numbered(n));
      const stream = streamIn(category);
      await store.append(stream, NO_STREAM, many.slice(0, 1500));
      await store.append(stream, 1499n, many.slice(1500));
      const { events } = await allBatches(store.readAll({ categories: [category] }));
      expect(numbers(events)).toEqual(many.map((_, n) => n));
      expect(events.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
    });

    test('ES26 while the log is read others are served', async () => {
      const { query } = await seed(3);
      let turns = 0;
      const ticking = setInterval(() => turns++, 0);
      for await (const _ of store.readAll(query)) await sleep(5);
      clearInterval(ticking);
      expect(turns).toBeGreaterThan(0);
    });

    test('ES27 a subscription resumes after its position, in order, and follows live without a gap', async () => {
      const { category, query, written } = await seed(4);
      const stream = streamIn(category);
      const following = until(
        (signal) => store.subscribe(query, written[1], signal),
        (events) => events.length === 12,
      );
      for (let n = 0; n < 10; n++) await store.append(stream, BigInt(n) - 1n, [numbered(5 + n)]);
      expect(numbers((await following).events)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    });

    test('ES28 a subscription tells how far it read though nothing matched', async () => {
      const { position } = await store.append(streamIn(freshCategory()), NO_STREAM, [numbered(1)]);
      const followed = await until(
        (signal) => store.subscribe({ categories: [freshCategory()] }, undefined, signal),
        (_, reached) => reached >= position,
      );
      expect(followed.events).toEqual([]);
    });

    test('ES29 a batch never tells a position beyond an event it did not give', async () => {
      const { category, query } = await seed(2);
      const stream = streamIn(category);
      let told = -1n;
      const following = until(
        (signal) => store.subscribe(query, undefined, signal),
        (events, position) => {
          for (const event of events.slice(-1)) expect(event.position).toBeLessThanOrEqual(position);
          told = position;
          return events.length >= 42;
        },
      );
      for (let n = 0; n < 40; n++) await store.append(stream, BigInt(n) - 1n, [numbered(n)]);
      const { events } = await following;
      const rest = await allBatches(store.readAll(query, told));
      expect(events.length + rest.events.length).toBe(42);
    });

    test('ES30 followers of one log are told of the same events, each from its own position', async () => {
      const { category, query, written } = await seed(2);
      const follow = (after: bigint | undefined, count: number) =>
        until(
          (signal) => store.subscribe(query, after, signal),
          (events) => events.length >= count,
        );
      const following = [follow(undefined, 3), follow(written[0], 2), follow(written[1], 1)];
      await store.append(streamIn(category), NO_STREAM, [numbered(3)]);
      const seen = (await Promise.all(following)).map(({ events }) => numbers(events));
      expect(seen).toEqual([[1, 2, 3], [2, 3], [3]]);
    });

    test('ES31 an aborted subscription ends without an error, also one that waits and one that never began', async () => {
      const query = { categories: [freshCategory()] };
      const stop = new AbortController();
      const waiting = allBatches(store.subscribe(query, await store.head(), stop.signal));
      await sleep(20);
      stop.abort();
      await waiting;
      expect((await allBatches(store.subscribe(query, await store.head(), stop.signal))).events).toEqual([]);
    });

    test('ES32 a reader that leaves in the middle harms nobody', async () => {
      const { query } = await seed(3);
      for await (const _ of store.readAll(query)) break;
      expect(numbers((await allBatches(store.readAll(query))).events)).toEqual([1, 2, 3]);
    });

    test('ES33 concurrent appends to many streams are all in the log, once each', async () => {
      const category = freshCategory();
      await Promise.all(
        Array.from({ length: 200 }, (_, n) => store.append(streamIn(category), NO_STREAM, [numbered(n)])),
      );
      const { events } = await allBatches(store.readAll({ categories: [category] }));
      expect([...numbers(events)].sort((a, b) => Number(a) - Number(b))).toEqual(
        Array.from({ length: 200 }, (_, n) => n),
      );
      expect(new Set(positions(events)).size).toBe(200);
    });

    test('ES34 every category is read where all are asked for', async () => {
      const before = await store.head();
      const [one, other] = [await seed(2), await seed(1)];
      const { events } = await allBatches(store.readAll({ categories: 'all' }, before));
      expect(positions(events)).toEqual([...one.written, ...other.written]);
    });

    test('ES35 a live subscription tells how far it is though nothing matches', async () => {
      const query = { categories: [freshCategory()] };
      const stop = new AbortController();
      const told: bigint[] = [];
      // What is appended meanwhile would be before the head, and is not told of.
      const head = await store.head();
      const following = (async () => {
        for await (const { position } of store.subscribe(query, head, stop.signal)) told.push(position);
      })();
      const { position } = await store.append(streamIn(freshCategory()), NO_STREAM, [numbered(1)]);
      while (!told.some((reached) => reached >= position)) await sleep(5);
      const next = await store.append(streamIn(freshCategory()), NO_STREAM, [numbered(2)]);
      while (!told.some((reached) => reached >= next.position)) await sleep(5);
      stop.abort();
      await following;
    });

    test('ES36 of named tenants their own events are given, read and live, and nobody else’s', async () => {
      const category = freshCategory();
      const write = (n: number, tenant: string) =>
        store.append(streamIn(category, undefined, tenant), NO_STREAM, [numbered(n)]);
      for (const [n, tenant] of ['a', 'ab', 'b', 'a-b', 'a', 'c'].entries()) await write(n, tenant);
      const query = { categories: [freshCategory(), category], tenants: ['a', 'b'] };
      const { events, position } = await allBatches(store.readAll(query));
      expect(numbers(events)).toEqual([0, 2, 4]);
      expect(position).toBe(await store.head());
      const following = until(
        (signal) => store.subscribe(query, undefined, signal),
        (seen) => seen.length === 5,
      );
      await sleep(50);
      for (const [n, tenant] of ['ab', 'b', 'c', 'a'].entries()) await write(n + 6, tenant);
      expect(numbers((await following).events)).toEqual([0, 2, 4, 7, 9]);
    });
  });
