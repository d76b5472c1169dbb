import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  jsonEvent,
  KurrentDBClient,
  NO_STREAM,
  streamNameFilter,
  type AppendStreamState,
  type Position,
} from '@kurrent/kurrentdb-client';

const event = (more: Readonly<Record<string, unknown>> = {}, id: string = randomUUID()) =>
  jsonEvent({ id, type: 'Written', data: { ...more } });
const fresh = () => `behaviour${randomUUID().replaceAll('-', '')}-t_1`;

/**
 * What the adapter relies on, asked of the server by the bare client. The test server passes as an imitation; that a
 * KurrentDB behaves so is proven by a real one alone.
 */
export const kurrentBehaviour = (name: string, url: () => Promise<string>) =>
  describe(`KurrentDB as it behaves: ${name}`, () => {
    let client: KurrentDBClient;
    beforeAll(async () => {
      client = KurrentDBClient.connectionString(await url());
    });
    afterAll(() => client.dispose());

    const append = (stream: string, streamState: AppendStreamState, ...events: ReturnType<typeof event>[]) =>
      client.appendToStream(stream, events, { streamState });
    const wrong = (actualState: unknown) => ({ type: 'wrong-expected-version', actualState });
    const read = async (stream: string, fromRevision = 0n) => {
      const events = [];
      for await (const { event } of client.readStream(stream, { fromRevision })) events.push(event);
      return events;
    };
    const head = async (): Promise<Position> => {
      for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }))
        if (event) return event.position;
      throw new Error('the log is empty');
    };

    test('KDB1 a wrong revision is refused, with the revision that the stream has', async () => {
      const stream = fresh();
      await expect(append(stream, 3n, event())).rejects.toMatchObject(wrong('no_stream'));
      await append(stream, NO_STREAM, event(), event());
      await expect(append(stream, NO_STREAM, event())).rejects.toMatchObject(wrong(1n));
      await expect(append(stream, 0n, event())).rejects.toMatchObject(wrong(1n));
      await expect(append(stream, 2n, event())).rejects.toMatchObject(wrong(1n));
    });

    test('KDB2 a retry is free: the same ids at the same revision are answered as they were, with any data', async () => {
      const stream = fresh();
      const [one, two] = [event({ n: 1 }), event({ n: 2 })];
      const first = await append(stream, NO_STREAM, one, two);
      await append(stream, 1n, event());
      expect(await append(stream, NO_STREAM, one, two)).toEqual(first);
      expect(await append(stream, NO_STREAM, event({ n: 9 }, one.id), two)).toEqual(first);
      expect(await append(stream, NO_STREAM, one)).toMatchObject({ success: true, nextExpectedRevision: 0n });
      expect((await read(stream)).map((kept) => kept?.data)).toEqual([{ n: 1 }, { n: 2 }, {}]);
    });

    test('KDB3 old ids with a new one, or in another order, are refused', async () => {
      const stream = fresh();
      const [one, two] = [event(), event()];
      await append(stream, NO_STREAM, one, two);
      await expect(append(stream, NO_STREAM, one, two, event())).rejects.toMatchObject(wrong(1n));
      await expect(append(stream, NO_STREAM, two, one)).rejects.toMatchObject(wrong(1n));
    });

    test('KDB4 an id is unique to nothing', async () => {
      const [stream, other] = [fresh(), fresh()];
      const one = event();
      await append(stream, NO_STREAM, one, one);
      await append(other, NO_STREAM, one);
      expect([(await read(stream)).length, (await read(other)).length]).toEqual([2, 1]);
    });

    test('KDB5 nothing is written "at revision 0", of a stream that is not there', async () => {
      const stream = fresh();
      expect(await append(stream, NO_STREAM)).toMatchObject({ success: true, nextExpectedRevision: 0n });
      await expect(read(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
    });

    test('KDB6 an append of several messages is all or nothing', async () => {
      const stream = fresh();
      const many = Array.from({ length: 400 }, () => event({ text: 'x'.repeat(1000) }));
      const inParts = (streamState: AppendStreamState) =>
        client.appendToStream(stream, many, { streamState, batchAppendSize: 100_000 });
      await expect(inParts(0n)).rejects.toMatchObject(wrong('no_stream'));
      await expect(read(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
      expect(await inParts(NO_STREAM)).toMatchObject({ nextExpectedRevision: 399n });
      expect(await read(stream, 399n)).toHaveLength(1);
    });

    test('KDB7 an event of 17 MiB is refused without a word about its size', async () => {
      const large = event({ text: 'x'.repeat(17 * 1024 * 1024) });
      await expect(append(fresh(), NO_STREAM, large)).rejects.toMatchObject({ type: 'unknown', code: 8 });
    });

    test('KDB8 commit and prepare are one number, and append tells the one that is read', async () => {
      const stream = fresh();
      const { position } = await append(stream, NO_STREAM, event(), event());
      expect(position?.commit).toBe(position?.prepare);
      expect((await read(stream)).at(-1)?.position).toEqual(position);
    });

    test('KDB9 reading begins with the event at its position, a subscription after it', async () => {
      const stream = fresh();
      const filter = streamNameFilter({ prefixes: [stream] });
      const [first] = [await append(stream, NO_STREAM, event({ n: 1 })), await append(stream, 0n, event({ n: 2 }))];
      const fromPosition = first.position ?? (await head());
      const seen = [];
      for await (const { event } of client.readAll({ fromPosition, filter })) seen.push(event?.data);
      expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
      const subscription = client.subscribeToAll({ fromPosition, filter });
      subscription.on('error', () => undefined);
      for await (const { event } of subscription) {
        expect(event?.data).toEqual({ n: 2 });
        break;
      }
      await subscription.unsubscribe();
    });

    test('KDB10 a position between events is refused, one beyond the end is met with silence', async () => {
      const stream = fresh();
      await append(stream, NO_STREAM, event());
      const { commit } = await head();
      const all = async (position: bigint) => {
        let count = 0;
        for await (const _ of client.readAll({ fromPosition: { commit: position, prepare: position } })) count++;
        return count;
      };
      await expect(all(commit - 1n)).rejects.toThrow(/invalid argument/i);
      expect(await all(commit + 1_000_000n)).toBe(0);
    });

    test('KDB11 checkpoints run ahead of a slow reader', async () => {
      const stream = fresh();
      const reached: bigint[] = [];
      const checkpointReached = async (_: unknown, { commit }: Position) => void reached.push(commit);
      const filter = streamNameFilter({ prefixes: [stream], maxSearchWindow: 1, checkpointReached });
      for (let n = 0; n < 8; n++) await append(stream, n === 0 ? NO_STREAM : BigInt(n - 1), event({ n }));
      const subscription = client.subscribeToAll({ filter });
      subscription.on('error', () => undefined);
      for await (const { event } of subscription) {
        const at = event?.position.commit ?? 0n;
        while (!reached.some((position) => position > at)) await sleep(5);
        break;
      }
      await subscription.unsubscribe();
    });

    test('KDB12 a stream that is missing is an error, reading beyond its end is not', async () => {
      const stream = fresh();
      await expect(read(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
      await append(stream, NO_STREAM, event());
      expect(await read(stream, 5n)).toEqual([]);
    });

    test('KDB13 appends of one client are taken in the order in which they were sent', async () => {
      const streams = Array.from({ length: 150 }, fresh);
      // The one that opens the client's call is sent after those that were asked for with it.
      const { position } = await append(fresh(), NO_STREAM, event());
      for (let n = 0; n < streams.length; n += 15)
        await Promise.all(streams.slice(n, n + 15).map((stream) => append(stream, NO_STREAM, event())));
      const seen = [];
      const filter = streamNameFilter({ prefixes: ['behaviour'] });
      for await (const { event } of client.readAll({ fromPosition: position ?? (await head()), filter }))
        seen.push(event?.streamId);
      expect(seen.slice(1)).toEqual(streams);
    });
  });
