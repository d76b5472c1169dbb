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

const { events, views, follow } = temporaryStores();
beforeAll(async () => {
  const meta = { ...META, commandDigest: 'd', causationId: 'c', schemaVersion: 1 };
  const counted = { id: uuid(1), type: 'Counted', data: { by: 'ada' }, meta };
  const { position } = await events.append(streamName('tally', TENANT, '1'), NO_STREAM, [counted]);
  await (
    await follow([part(tallies)])
  )(position);
});
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
test('who reads a generation that a rebuild takes away reads the one in its place', async () => {
  let hasRebuilt = false;
  const racing: ViewStore = Object.assign(Object.create(views) as ViewStore, {
    active: async (set: Parameters<ViewStore['active']>[0]) => {
      const found = await views.active(set);
      if (!hasRebuilt) {
        hasRebuilt = true;
        await rebuild(part(tallies), events, views);
      }
      return found;
    },
  });
  const reader = () => {
    hasRebuilt = false;
    return readerOf(racing)(tallies);
  };
  expect(await reader().get('tally', TENANT, 'ada')).toBe(1);
  expect(await reader().getMany('tally', TENANT, ['ada', 'bob'])).toEqual([1, undefined]);
  expect(await reader().lacks(TENANT, 'ada')).toBe(false);
  await expect(reader().page('tally', { tenant: TENANT, index: 'none', equals: {}, first: 1 })).rejects.toThrow('none');
});
