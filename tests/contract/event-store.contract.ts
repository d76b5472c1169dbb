import { ConflictError, NO_STREAM, PositionError, type EventStore } from '@proficio/events';
import { allBatches, freshCategory, numbered, numbers, streamIn } from './event-store.seed.js';

/** What every EventStore must do when it appends and reads streams. Each adapter's test file is one line that calls this. */
export const eventStoreContract = (name: string, open: () => Promise<EventStore>) =>
  describe(`EventStore: ${name}`, () => {
    let store: EventStore;
    beforeAll(async () => {
      store = await open();
    });
    const fresh = () => streamIn(freshCategory());

    test('ES1 a stream that was never written is empty', async () => {
      expect(await store.read(fresh())).toEqual([]);
    });

    test('ES2 the first event has revision 0, and append returns the revision and position of the last', async () => {
      const stream = fresh();
      const appended = await store.append(stream, NO_STREAM, [numbered(1), numbered(2)]);
      const read = await store.read(stream);
      expect(read.map(({ revision }) => revision)).toEqual([0n, 1n]);
      expect(appended).toEqual({ revision: 1n, position: read[1]?.position });
    });

    test('ES3 an event comes back as it was written, with its stream', async () => {
      const stream = fresh();
      const event = numbered(1, {
        text: 'Zoë\u0000 "quoted" \u2028',
        nested: [{ a: null }, 1.5, -0.25, true],
        big: 2 ** 53,
      });
      await store.append(stream, NO_STREAM, [event]);
      const [read] = await store.read(stream);
      expect(read).toEqual({ ...event, stream, revision: 0n, position: expect.anything() });
      expect(typeof read?.position).toBe('bigint');
    });

    test.each([
      ['behind', 0n],
      ['ahead', 2n],
      ['none', NO_STREAM],
    ])('ES4 an expected revision that is %s is refused, and nothing is written', async (_, expected) => {
      const stream = fresh();
      await store.append(stream, NO_STREAM, [numbered(1), numbered(2)]);
      await expect(store.append(stream, expected, [numbered(3), numbered(4)])).rejects.toBeInstanceOf(ConflictError);
      expect(numbers(await store.read(stream))).toEqual([1, 2]);
    });

    test('ES5 a stream that does not exist is at no revision', async () => {
      const stream = fresh();
      await expect(store.append(stream, 0n, [numbered(1)])).rejects.toBeInstanceOf(ConflictError);
      expect(await store.read(stream)).toEqual([]);
    });

    test('ES6 of 64 racing writers at one revision exactly one wins, with all of its events', async () => {
      const stream = fresh();
      const racers = Array.from({ length: 64 }, (_, n) => store.append(stream, NO_STREAM, [numbered(n), numbered(n)]));
      const results = await Promise.allSettled(racers);
      const won = results.flatMap(({ status }, n) => (status === 'fulfilled' ? [n] : []));
      expect(won).toHaveLength(1);
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ConflictError);
      expect(numbers(await store.read(stream))).toEqual([won[0], won[0]]);
    });

    test('ES7 an append that conflicts fails alone: those made at the same time succeed', async () => {
      const taken = fresh();
      await store.append(taken, NO_STREAM, [numbered(0)]);
      const others = Array.from({ length: 20 }, fresh);
      const racers = [...others.slice(0, 10), taken, ...others.slice(10)].map((stream) =>
        store.append(stream, NO_STREAM, [numbered(1)]),
      );
      const failed = (await Promise.allSettled(racers)).flatMap(({ status }, n) => (status === 'rejected' ? [n] : []));
      expect(failed).toEqual([10]);
      for (const stream of others) expect(numbers(await store.read(stream))).toEqual([1]);
    });

    test('ES8 the same ids again at the same expected revision are answered with the first result', async () => {
      const stream = fresh();
      await store.append(stream, NO_STREAM, [numbered(0)]);
      const events = [numbered(1), numbered(2)];
      const first = await store.append(stream, 0n, events);
      expect(await store.append(stream, 0n, events)).toEqual(first);
      await store.append(stream, 2n, [numbered(3)]);
      expect(await store.append(stream, 0n, events)).toEqual(first);
      expect(numbers(await store.read(stream))).toEqual([0, 1, 2, 3]);
    });

    test('ES9 a repeat that races its first sending is written once, and both are answered alike', async () => {
      const stream = fresh();
      const events = [numbered(1), numbered(2)];
      const [one, other] = await Promise.all([1, 2].map(() => store.append(stream, NO_STREAM, events)));
      expect(other).toEqual(one);
      expect(numbers(await store.read(stream))).toEqual([1, 2]);
    });

    test('ES10 the same ids at another revision, in another order or with a new one among them are a conflict', async () => {
      const stream = fresh();
      const [one, two, three] = [numbered(1), numbered(2), numbered(3)];
      await store.append(stream, NO_STREAM, [one, two]);
      for (const [expected, events] of [
        [0n, [one, two]],
        [NO_STREAM, [two, one]],
        [NO_STREAM, [one, two, three]],
        [NO_STREAM, [one, three]],
      ] as const)
        await expect(store.append(stream, expected, events)).rejects.toBeInstanceOf(ConflictError);
      expect(numbers(await store.read(stream))).toEqual([1, 2]);
    });

    test('ES11 ids are unique to nothing but their place: another stream may hold the same', async () => {
      const [one, other] = [fresh(), fresh()];
      const event = numbered(1);
      await store.append(one, NO_STREAM, [event]);
      await store.append(other, NO_STREAM, [event]);
      expect(numbers(await store.read(other))).toEqual([1]);
    });

    test('ES12 an empty list is refused, and makes no stream', async () => {
      const stream = fresh();
      await expect(store.append(stream, NO_STREAM, [])).rejects.toThrow(/at least one event/);
      expect(await store.append(stream, NO_STREAM, [numbered(1)])).toMatchObject({ revision: 0n });
    });

    test('ES13 an event over 1 MiB of JSON is refused with its whole append; one under it is kept', async () => {
      const stream = fresh();
      const large = numbered(2, { text: 'é'.repeat(530_000) });
      await expect(store.append(stream, NO_STREAM, [numbered(1), large])).rejects.toThrow(/bytes of JSON/);
      expect(await store.read(stream)).toEqual([]);
      await store.append(stream, NO_STREAM, [numbered(1, { text: 'e'.repeat(1_000_000) })]);
      expect(await store.read(stream)).toHaveLength(1);
    });

    test('ES14 a tenant, an id and a category that begin alike are streams apart', async () => {
      const category = freshCategory();
      const streams = [
        `${category}-t_a`,
        `${category}-t_ab`,
        `${category}-ta_b`,
        `${category}x-t_a`,
        `${category}-t_A`,
      ];
      for (const [n, stream] of streams.entries()) await store.append(stream, NO_STREAM, [numbered(n)]);
      for (const [n, stream] of streams.entries()) expect(numbers(await store.read(stream))).toEqual([n]);
      expect(numbers((await allBatches(store.readAll({ categories: [category] }))).events)).toEqual([0, 1, 2, 4]);
    });

    test('ES15 the head is the position of the last event', async () => {
      const { position } = await store.append(fresh(), NO_STREAM, [numbered(1), numbered(2)]);
      expect(await store.head()).toBe(position);
    });

    test('ES16 positions grow over all streams in the order in which appends were answered', async () => {
      const positions: bigint[] = [];
      for (let n = 0; n < 5; n++) positions.push((await store.append(fresh(), NO_STREAM, [numbered(n)])).position);
      expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
      expect(new Set(positions).size).toBe(5);
    });

    test('ES17 reading and following from beyond the head is refused', async () => {
      await store.append(fresh(), NO_STREAM, [numbered(1)]);
      const query = { categories: [freshCategory()] };
      const beyond = (await store.head()) + 1_000_000n;
      const stop = new AbortController();
      await expect(allBatches(store.readAll(query, beyond))).rejects.toBeInstanceOf(PositionError);
      await expect(allBatches(store.subscribe(query, beyond, stop.signal))).rejects.toBeInstanceOf(PositionError);
    });

    test('ES18 an id may hold dashes, dots, slashes, underscores and letters of any language', async () => {
      const stream = streamIn(freshCategory(), 'a-b/c.d:e_f#g é');
      await store.append(stream, NO_STREAM, [numbered(1)]);
      expect((await store.read(stream)).map((event) => event.stream)).toEqual([stream]);
    });
  });
