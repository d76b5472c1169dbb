import { z } from 'zod';
import {
  buildBeside,
  ConflictError,
  eventFamily,
  NO_STREAM,
  part,
  PARTITION,
  perKey,
  readerOf,
  rebuild,
  Runner,
  streamName,
  type EventOf,
  type EventStore,
  type Projection,
  type ViewStore,
} from '@proficio/events';
import { META, TENANT, uuid } from '../kit/circumstances.js';
import { temporaryStores } from '../kit/stores.js';

const TallyEvents = eventFamily('tally', { Counted: { version: 1, data: z.object({ by: z.string() }) } });
const tallies: Projection<{ readonly tally: number }, EventOf<typeof TallyEvents>> = {
  name: 'tallies',
  version: 1,
  from: [TallyEvents],
  views: { tally: {} },
  ...perKey(
    'tally',
    ({ data }) => data.by,
    (count: number | undefined) => (count ?? 0) + 1,
  ),
};
const SET = { projection: 'tallies', version: 1, partition: PARTITION };
const generation = (n: number) => ({ ...SET, generation: n });

const count = (log: EventStore, n: number) => {
  const meta = { ...META, commandDigest: 'd', causationId: 'c', schemaVersion: 1 };
  const counted = { id: uuid(n), type: 'Counted', data: { by: 'ada' }, meta };
  return log.append(streamName('tally', TENANT, String(n)), NO_STREAM, [counted]);
};
const { events, views, follow } = temporaryStores();
const own = temporaryStores();
let reaches: (position: bigint) => Promise<void>;
beforeAll(async () => {
  const { position } = await count(events, 1);
  reaches = await follow([part(tallies)]);
  await reaches(position);
});
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), opened };
};
const live = async () => (await views.active(SET)) ?? 0;
/** The log, at whose first reading something else happens. */
const meanwhile = (work: () => Promise<unknown>): EventStore => {
  let isFirst = true;
  return Object.assign(Object.create(events) as EventStore, {
    readAll: async function* (...query: Parameters<EventStore['readAll']>) {
      if (isFirst) {
        isFirst = false;
        await work();
      }
      yield* events.readAll(...query);
    },
  });
};

test('what a rebuild left that was killed goes with the next one', async () => {
  const before = await live();
  await buildBeside(part(tallies), events, views);
  expect(await views.sets()).toEqual([generation(before), generation(before + 1)]);
  await rebuild(part(tallies), events, views);
  expect(await views.sets()).toEqual([generation(before + 2)]);
  expect(await live()).toBe(before + 2);
});
test('a rebuild that another one overtakes ends in a conflict, and the other one is live', async () => {
  const before = await live();
  const slow = rebuild(
    part(tallies),
    meanwhile(() => rebuild(part(tallies), events, views)),
    views,
  );
  await expect(slow).rejects.toBeInstanceOf(ConflictError);
  expect(await live()).toBe(before + 2);
  expect(await views.sets()).toEqual([generation(before + 2)]);
  expect(await readerOf(views)(tallies).get('tally', TENANT, 'ada')).toBe(1);
});
test('of two rebuilds the one that ends first wins, though it began first, and the other is told so', async () => {
  const before = await live();
  const [begun, ended] = [gate(), gate()];
  const second = () =>
    rebuild(
      part(tallies),
      meanwhile(async () => {
        begun.open();
        await ended.opened;
      }),
      views,
    );
  let overtaken: Promise<unknown> = Promise.resolve();
  const first = meanwhile(async () => {
    overtaken = expect(second()).rejects.toBeInstanceOf(ConflictError);
    await begun.opened;
  });
  await rebuild(part(tallies), first, views);
  ended.open();
  await overtaken;
  expect(await views.sets()).toEqual([generation(before + 1)]);
  expect(await live()).toBe(before + 1);
});
test('what was committed to the live views until the last moment is in the new ones', async () => {
  const last: ViewStore = Object.assign(Object.create(views) as ViewStore, {
    activate: async (...asked: Parameters<ViewStore['activate']>) => {
      await reaches((await count(events, 2)).position);
      await views.activate(...asked);
    },
  });
  await rebuild(part(tallies), events, last);
  expect(await readerOf(views)(tallies).get('tally', TENANT, 'ada')).toBe(2);
});
test('a rebuild that is broken off while it compares changes nothing', async () => {
  const before = await live();
  const ending = new AbortController();
  const compared: ViewStore = Object.assign(Object.create(views) as ViewStore, {
    scan: (...asked: Parameters<ViewStore['scan']>) => {
      ending.abort(new Error('the process ends'));
      return views.scan(...asked);
    },
  });
  const broken = rebuild(part(tallies), events, compared, { signal: ending.signal });
  await expect(broken).rejects.toThrow('the process ends');
  expect(await views.sets()).toEqual([generation(before)]);
});
test('a runner whose generation a rebuild takes away goes on in the new one at once', async () => {
  let taken = 0;
  const racing: ViewStore = Object.assign(Object.create(own.views) as ViewStore, {
    commit: async (commit: Parameters<ViewStore['commit']>[0]) => {
      if (commit.expected !== undefined && taken++ === 0) await rebuild(part(tallies), own.events, own.views);
      await own.views.commit(commit);
    },
  });
  const stop = new AbortController();
  const runner = new Runner(part(tallies), own.events, racing, { patienceMs: 60_000 });
  await runner.open();
  const running = runner.run(stop.signal);
  for (const n of [1, 2, 3]) await runner.until((await count(own.events, n)).position, 10_000);
  stop.abort();
  await running;
  expect([taken > 1, await own.views.active(SET)]).toEqual([true, 2]);
  expect(await readerOf(own.views)(tallies).get('tally', TENANT, 'ada')).toBe(3);
});
