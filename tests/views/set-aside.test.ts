import { array, assert, asyncProperty, constantFrom, integer, option, record } from 'fast-check';
import { z } from 'zod';
import {
  buildBeside,
  DifferentViewsError,
  eventFamily,
  NO_STREAM,
  part,
  PARTITION,
  readerOf,
  rebuild,
  Runner,
  SET_ASIDE,
  setAsideIn,
  streamName,
  type EventOf,
  type EventStore,
  type Projection,
  type Recorded,
  type SetAside,
  type StoredEvent,
  type ViewSet,
  type ViewStore,
} from '@proficio/events';
import { ADA, BOB, META, TENANT, uuid } from '../kit/circumstances.js';
import { freshStores } from '../kit/stores.js';

const LedgerEvents = eventFamily('ledger', {
  Booked: { version: 1, data: z.object({ learner: z.string(), amount: z.number() }) },
});
type Booked = EventOf<typeof LedgerEvents>;
type Balances = {
  readonly balance: { position: string; sum: number; rank: unknown };
  readonly book: { sums: number[] };
};

/** Where folding an event fails. */
type Place = 'decode' | 'keys' | 'evolve' | 'commit';
type Faults = Readonly<Record<string, Place>>;

/** Order counts: the book holds what each booking left. Documents are changed in place, half of it before a fault. */
const balances = (faults: Faults): Projection<Balances, Booked> => {
  const fail = (place: Place, { id }: Pick<StoredEvent, 'id'>) => {
    if (faults[id] === place) throw new Error(`no ${place}`);
  };
  const balanceOf = ({ data, meta: { tenant } }: Recorded<Booked>) =>
    ({ view: 'balance', tenant, key: data.learner }) as const;
  const bookOf = ({ meta: { tenant } }: Recorded<Booked>) => ({ view: 'book', tenant, key: 'all' }) as const;
  return {
    name: 'balances',
    version: 1,
    from: [{ category: 'ledger', decode: (stored) => (fail('decode', stored), LedgerEvents.decode(stored)) }],
    views: { balance: { byRank: ['rank'] }, book: {} },
    keys: (event) => (fail('keys', event), [balanceOf(event), bookOf(event)]),
    evolve: (views, event) => {
      const balance = views.get(balanceOf(event)) ?? { position: '', sum: 0, rank: 0 };
      const book = views.get(bookOf(event)) ?? { sums: [] };
      balance.sum += event.data.amount;
      balance.position = String(event.position);
      balance.rank = faults[event.id] === 'commit' ? ['no scalar'] : balance.sum;
      views.put(balanceOf(event), balance);
      fail('evolve', event);
      book.sums.push(balance.sum);
      views.put(bookOf(event), book);
    },
  };
};

const openStores = freshStores();
const open = () => {
  const { events, views } = openStores();
  const book = (n: number, learner = ADA, amount = n) => {
    const meta = { ...META, commandDigest: 'd', causationId: 'c', schemaVersion: 1 };
    const event = { id: uuid(n), type: 'Booked', data: { learner, amount }, meta };
    return events.append(streamName('ledger', TENANT, String(n)), NO_STREAM, [event]);
  };
  return { events, views, book };
};

/** The same log in batches of other sizes. */
const inBatches = (events: EventStore, size: number): EventStore =>
  Object.assign(Object.create(events), {
    readAll: async function* (...query: Parameters<EventStore['readAll']>) {
      for await (const batch of events.readAll(...query))
        for (let from = 0; from < batch.events.length; from += size) {
          const part = batch.events.slice(from, from + size);
          yield { events: part, position: part.at(-1)?.position ?? batch.position };
        }
    },
  });

const documents = (views: ViewStore, set: ViewSet) =>
  views.scan(set, async ({ chunks }) => {
    const found: unknown[] = [];
    for await (const chunk of chunks)
      for (const { view, key, doc } of chunk)
        if (view !== SET_ASIDE) found.push([view, key, { ...Object(doc), position: 0 }]);
    return found;
  });
const asideIn = async (views: ViewStore, set: ViewSet): Promise<readonly SetAside[]> => {
  const all: SetAside[] = [];
  for await (const page of setAsideIn(views, set)) all.push(...page);
  return all;
};
const LIVE = { projection: 'balances', version: 1, partition: PARTITION };

/** Follows the log to its head, and gives what was told of events set aside. */
const followed = async (events: EventStore, views: ViewStore, faults: Faults) => {
  const told: string[] = [];
  const stop = new AbortController();
  const runner = new Runner(part(balances(faults)), events, views, {
    onSetAside: ({ event }, error) => told.push(`${event}: ${error instanceof Error ? error.message : ''}`),
    onError: (error) => told.push(String(error)),
  });
  await runner.open();
  const run = runner.run(stop.signal);
  await runner.until(await events.head(), 5000).finally(() => stop.abort());
  await run;
  return told;
};

test('an event that fails anywhere is set aside with its reason, the rest goes on, and what depends on it says so', async () => {
  const { events, views, book } = open();
  for (let n = 1; n <= 6; n++) await book(n, n === 5 ? BOB : ADA);
  const faults: Faults = { [uuid(2)]: 'evolve', [uuid(3)]: 'commit', [uuid(5)]: 'keys', [uuid(6)]: 'decode' };
  const told = await followed(events, views, faults);
  expect(told).toHaveLength(4);
  expect(told[0]).toBe(`${uuid(2)}: no evolve`);
  const read = readerOf(views)(balances({}));
  expect(await read.get('book', TENANT, 'all')).toEqual({ sums: [1, 5] });
  expect(await read.get('balance', TENANT, ADA)).toMatchObject({ sum: 5 });
  const aside = await asideIn(views, { ...LIVE, generation: 1 });
  expect(aside.map(({ event, reason }) => [event, reason])).toEqual([
    [uuid(2), 'no evolve'],
    [uuid(3), expect.stringContaining('the indexed field rank')],
    [uuid(5), 'no keys'],
    [uuid(6), 'no decode'],
  ]);
  expect(aside[2]).toMatchObject({
    tenant: TENANT,
    learner: BOB,
    stream: `ledger-${TENANT}_5`,
    revision: '0',
    type: 'Booked',
    position: '5'.padStart(19, '0'),
  });
  expect(await read.lacks(TENANT, BOB)).toBe(true);
  expect(await read.lacks('other', BOB)).toBe(false);
  expect(await read.lacks(TENANT, 'c'.repeat(32))).toBe(false);
});

test('an event of a newer version, of an unknown type, or of nonsense is set aside too', async () => {
  const { events, views, book } = open();
  const meta = { ...META, commandDigest: 'd', causationId: 'c', schemaVersion: 1 };
  await events.append(streamName('ledger', TENANT, 'odd'), NO_STREAM, [
    { id: uuid(91), type: 'Booked', data: { learner: ADA }, meta: { ...meta, schemaVersion: 2 } },
    { id: uuid(92), type: 'Burnt', data: null, meta },
    { id: uuid(93), type: 'Booked', data: 7, meta },
  ]);
  await book(1);
  await followed(events, views, {});
  const aside = await asideIn(views, { ...LIVE, generation: 1 });
  expect(aside.map(({ event, learner }) => [event, learner])).toEqual([
    [uuid(91), ADA],
    [uuid(92), null],
    [uuid(93), null],
  ]);
  expect(aside.map(({ reason }) => reason)).toEqual([
    "Booked v2 is newer than this service's v1",
    'ledger: unknown event type Burnt',
    'balance undefined is no key',
  ]);
});

test('a rebuild after the fix takes what was set aside in its place in the log; before it, the views are as they were', async () => {
  const { events, views, book } = open();
  for (let n = 1; n <= 4; n++) await book(n);
  const faults: Faults = { [uuid(2)]: 'evolve', [uuid(3)]: 'keys' };
  await followed(events, views, faults);
  const same = await rebuild(part(balances(faults)), events, views);
  expect(same).toMatchObject({ events: 4, position: 4n, difference: undefined });
  expect(await asideIn(views, same.set)).toHaveLength(2);
  const half = await rebuild(part(balances({ [uuid(3)]: 'evolve' })), events, views);
  expect((await asideIn(views, half.set)).map(({ event }) => event)).toEqual([uuid(3)]);
  const fixed = await rebuild(part(balances({})), events, views);
  expect(fixed.difference?.view).toBe(SET_ASIDE);
  expect(await asideIn(views, fixed.set)).toEqual([]);
  expect(await readerOf(views)(balances({})).get('book', TENANT, 'all')).toEqual({ sums: [1, 3, 6, 10] });
  // Worse than what is live: no retry.
  await expect(rebuild(part(balances({ [uuid(4)]: 'keys' })), events, views)).rejects.toBeInstanceOf(
    DifferentViewsError,
  );
  expect(await asideIn(views, fixed.set)).toEqual([]);
  expect(await views.sets()).toEqual([fixed.set]);
});

const bookings = array(
  record({
    learner: constantFrom(ADA, BOB),
    amount: integer({ min: 1, max: 9 }),
    // Not in the commit: a document need only fit when it is written, after all of its batch.
    fault: option(constantFrom('decode', 'keys', 'evolve'), { nil: undefined, freq: 3 }),
  }),
  { maxLength: 24 },
);
test('in batches of any size the views are those of the log without what was set aside', async () => {
  await assert(
    asyncProperty(bookings, integer({ min: 1, max: 25 }), async (booked, size) => {
      const [whole, sound] = [open(), open()];
      const faults: Record<string, Place> = {};
      for (const [n, { learner, amount, fault }] of booked.entries()) {
        await whole.book(n, learner, amount);
        if (fault) faults[uuid(n)] = fault;
        else await sound.book(n, learner, amount);
      }
      const projection = part(balances(faults));
      const one = await buildBeside(projection, inBatches(whole.events, size), whole.views);
      const other = await buildBeside(projection, sound.events, sound.views);
      expect(await documents(whole.views, one)).toEqual(await documents(sound.views, other));
      expect((await asideIn(whole.views, one)).map(({ event }) => event)).toEqual(
        booked.flatMap(({ fault }, n) => (fault ? [uuid(n)] : [])),
      );
    }),
    { numRuns: 40 },
  );
}, 60_000);
