import { z } from 'zod';
import {
  eventFamily,
  NO_STREAM,
  part,
  PARTITION,
  readerOf,
  Runner,
  streamName,
  type EventOf,
  type Projection,
  type ViewStore,
} from '@proficio/events';
import { META, TENANT, uuid } from '../kit/circumstances.js';
import { freshStores } from '../kit/stores.js';

const LapEvents = eventFamily('lap', { Ran: { version: 1, data: z.object({ by: z.string(), seconds: z.number() }) } });
interface Laps {
  readonly by: string;
  readonly seconds: number[];
}
interface LaidLaps {
  readonly by: string;
  readonly seconds: string;
}

/** What runs is a list, what lies is one text. */
const laps: Projection<{ readonly laps: Laps; readonly note: { readonly of: string } }, EventOf<typeof LapEvents>> = {
  name: 'laps',
  version: 1,
  from: [LapEvents],
  views: { laps: { byName: ['by'] }, note: {} },
  forms: {
    laps: {
      lay: ({ by, seconds }): LaidLaps => ({ by, seconds: seconds.join(' ') }),
      take: ({ by, seconds }: LaidLaps): Laps => ({ by, seconds: seconds.split(' ').map(Number) }),
    },
  },
  keys: ({ data: { by } }) => [{ view: 'laps', tenant: TENANT, key: by }],
  evolve: (views, { data: { by, seconds } }) => {
    const at = { view: 'laps', tenant: TENANT, key: by } as const;
    const doc = views.get(at) ?? { by, seconds: [] };
    doc.seconds.push(seconds);
    views.put(at, doc);
    views.put({ view: 'note', tenant: TENANT, key: `${by} ${doc.seconds.length}` }, { of: by });
  },
};

const openStores = freshStores();

/** Gives the views once all have run: folded event by event as they come, or all at once. */
const ran = async (atOnce: boolean, hot: number) => {
  const { events, views } = openStores();
  const runner = new Runner(part(laps), events, views, { hot });
  const stop = new AbortController();
  await runner.open();
  if (!atOnce) void runner.run(stop.signal);
  for (const [n, seconds] of [1.5, 2, 3.25, 4, 5, 6].entries()) {
    const meta = { ...META, commandDigest: 'd', causationId: 'c', schemaVersion: 1 };
    const event = { id: uuid(n), type: 'Ran', data: { by: n % 2 ? 'bob' : 'ada', seconds }, meta };
    await events.append(streamName('lap', TENANT, String(n)), NO_STREAM, [event]);
    if (!atOnce) await runner.until(await events.head(), 5000);
  }
  if (atOnce) void runner.run(stop.signal);
  await runner.until(await events.head(), 5000);
  stop.abort();
  return { views, read: readerOf(views)(laps) };
};
const SET = { projection: 'laps', version: 1, partition: PARTITION, generation: 1 };

describe.each([
  ['folded at once', true, 1e6],
  ['folded one by one, nothing kept hot', false, 0],
])('%s', (_name, atOnce, hot) => {
  test('a document lies in its form and is read as it works', async () => {
    const { views, read } = await ran(atOnce, hot);
    expect(await views.get(SET, { view: 'laps', tenant: TENANT, key: 'ada' })).toEqual({
      by: 'ada',
      seconds: '1.5 3.25 5',
    });
    const [ada, bob] = [
      { by: 'ada', seconds: [1.5, 3.25, 5] },
      { by: 'bob', seconds: [2, 4, 6] },
    ];
    expect(await read.get('laps', TENANT, 'ada')).toEqual(ada);
    expect(await read.get('laps', TENANT, 'eve')).toBeUndefined();
    expect(await read.getMany('laps', TENANT, ['bob', 'eve', 'ada'])).toEqual([bob, undefined, ada]);
    const page = await read.page('laps', { tenant: TENANT, index: 'byName', equals: {}, first: 1 });
    expect(page).toMatchObject({ entries: [{ key: 'ada', doc: ada }], hasNextPage: true });
  });
  test('one without a form lies as it is, and one that is only ever put is kept', async () => {
    const { views, read } = await ran(atOnce, hot);
    expect(await read.get('note', TENANT, 'bob 3')).toEqual({ of: 'bob' });
    expect(await views.get(SET, { view: 'note', tenant: TENANT, key: 'ada 1' })).toEqual({ of: 'ada' });
  });
});

test('a document that its store says is the same is taken up once, and any other each time', async () => {
  const { views, read } = await ran(true, 1e6);
  const one = await read.get('laps', TENANT, 'ada');
  expect(await read.get('laps', TENANT, 'ada')).toEqual(one);
  expect(await read.get('laps', TENANT, 'ada')).not.toBe(one);
  let frozen: object | undefined;
  const same: ViewStore = Object.assign(Object.create(views) as ViewStore, {
    live: async (...asked: Parameters<ViewStore['live']>) => {
      const { documents, pages } = await views.live(...asked);
      frozen ??= Object.freeze(documents[0]?.[0] as object);
      return { documents: [[frozen]], pages };
    },
  });
  const reader = readerOf(same)(laps);
  const first = await reader.get('laps', TENANT, 'ada');
  expect(first).toEqual(one);
  expect(await reader.get('laps', TENANT, 'ada')).toBe(first);
});
