import { z } from 'zod';
import {
  eventFamily,
  hashOf,
  NO_STREAM,
  NotYetError,
  part,
  partitioned,
  partitionsOf,
  placeOf,
  queryOf,
  readAbout,
  readerOf,
  rebuild,
  Runner,
  streamName,
  titleOf,
  WHOLE,
  type Among,
  type EventOf,
  type Named,
  type Partitions,
  type Projection,
  type Recorded,
  type SplitProjection,
  type WorkingViews,
} from '@proficio/events';
import { META, uuid } from '../kit/circumstances.js';
import { freshStores } from '../kit/stores.js';

const CountEvents = eventFamily('count', {
  Counted: { version: 1, data: z.object({ frameworks: z.array(z.string()) }) },
});
type Counted = EventOf<typeof CountEvents>;
type Counts = { readonly count: number };
const at = (tenant: string, key: string) => ({ view: 'count', tenant, key }) as const;
const split = (has: Among): Pick<Projection<Counts, Counted>, 'keys' | 'evolve'> => {
  const ours = ({ data, meta: { tenant } }: Recorded<Counted>) => data.frameworks.filter((one) => has(tenant, one));
  return {
    keys: (event) => ours(event).map((one) => at(event.meta.tenant, one)),
    evolve: (views: WorkingViews<Counts>, event) => {
      for (const one of ours(event)) {
        const key = at(event.meta.tenant, one);
        views.put(key, (views.get(key) ?? 0) + 1);
      }
    },
  };
};
const counts: SplitProjection<Counts, Counted> = {
  name: 'counts',
  version: 1,
  from: [CountEvents],
  views: { count: {} },
  ...split(() => true),
  split,
};
const NAMED: Named = new Map([
  ['east', ['a/law', 'a/data']],
  ['west', ['b/data']],
]);

describe('partitions', () => {
  const { each, of } = partitionsOf(NAMED);
  test('have every framework once: what nobody names is in the rest', () => {
    const homeOf = (tenant: string, framework: string) => {
      const homes = each.filter(({ has }) => has(tenant, framework));
      expect(homes).toEqual([of(tenant, framework)]);
      return homes[0]?.name;
    };
    expect(homeOf('a', 'law')).toBe('east');
    expect(homeOf('a', 'data')).toBe('east');
    expect(homeOf('b', 'data')).toBe('west');
    expect(homeOf('b', 'law')).toBe('rest');
    expect(homeOf('c', 'data')).toBe('rest');
  });
  const idsOf = (named: Named) => partitionsOf(named).each.map(({ id }) => id);
  test('of other contents are other sets, and of the same ones the same, in any order', () => {
    const [east, west, rest] = idsOf(NAMED);
    expect(idsOf(new Map([...NAMED].reverse().map(([name, all]) => [name, all.toReversed()])))).toEqual([
      west,
      east,
      rest,
    ]);
    const moved = idsOf(
      new Map([
        ['east', ['a/law']],
        ['west', ['b/data', 'a/data']],
      ]),
    );
    expect([moved[0] === east, moved[1] === west, moved[2] === rest]).toEqual([false, false, true]);
    const added = idsOf(new Map([...NAMED, ['north', ['c/law']]]));
    expect([added[0] === east, added[1] === west, added.at(-1) === rest]).toEqual([true, true, false]);
  });
  test('of named frameworks are told of their tenants’ events alone, the rest of everybody’s', () => {
    const split = partitioned([part(counts)], partitionsOf(NAMED));
    expect(split.map((one) => queryOf(one))).toEqual([
      { categories: ['count'], tenants: ['a'] },
      { categories: ['count'], tenants: ['b'] },
      { categories: ['count'] },
    ]);
  });
  test('where nothing is named are one, with the name that it always had', () => {
    expect(partitionsOf(new Map())).toBe(WHOLE);
    const [only, ...others] = partitioned([part(counts)], WHOLE);
    expect([others, only && placeOf(only), only && titleOf(only)]).toEqual([
      [],
      { projection: 'counts', version: 1, partition: 'all' },
      'counts',
    ]);
  });
});

const openStores = freshStores();
const open = () => {
  const { events, views } = openStores();
  let ids = 0;
  const count = async (tenant: string, ...frameworks: readonly string[]) => {
    const meta = { ...META, tenant, commandDigest: 'd', causationId: 'c', schemaVersion: 1 };
    const event = { id: uuid(++ids), type: 'Counted', data: { frameworks }, meta };
    return (await events.append(streamName('count', tenant, String(ids)), NO_STREAM, [event])).position;
  };
  const reading = (partitions: Partitions) => {
    const read = readerOf(views, partitions);
    return (tenant: string, framework: string) =>
      readAbout(read, counts, tenant, framework).get('count', tenant, framework);
  };
  /** As a process runs them that builds some partitions and reads all. */
  const running = async (
    partitions: Partitions,
    runs: readonly string[],
    work: (until: (position: bigint, ms?: number) => Promise<unknown>) => Promise<void>,
  ) => {
    const stop = new AbortController();
    const runners = partitioned([part(counts)], partitions).map((projection) => {
      const isElsewhere = !runs.includes(projection.partition?.name ?? '');
      return new Runner(projection, events, views, { patienceMs: 50, isElsewhere });
    });
    for (const runner of runners) await runner.open();
    const run = Promise.all(runners.map((runner) => runner.run(stop.signal)));
    const until = (position: bigint, ms = 5000) => Promise.all(runners.map((one) => one.until(position, ms)));
    await work(until).finally(() => stop.abort());
    await run;
  };
  return { events, views, count, reading, running };
};

test('each process builds its own and waits for the others’; nobody takes over what is not its own', async () => {
  const partitions = partitionsOf(NAMED);
  const { count, reading, running } = open();
  const read = reading(partitions);
  await running(partitions, ['east'], async (untilEast) => {
    await running(partitions, ['west', 'rest'], async (untilWest) => {
      const position = await count('a', 'law', 'other');
      await Promise.all([untilEast(position), untilWest(position)]);
    });
    expect([await read('a', 'law'), await read('a', 'other')]).toEqual([1, 1]);
    const position = await count('a', 'law', 'other');
    await expect(untilEast(position, 500)).rejects.toBeInstanceOf(NotYetError);
    expect([await read('a', 'law'), await read('a', 'other')]).toEqual([2, 1]);
    await running(partitions, ['rest', 'west'], async () => void (await untilEast(position)));
    expect(await read('a', 'other')).toBe(2);
  });
});

test('whoever waits for what concerns another process’s partition not at all does not wait for its checkpoint', async () => {
  const partitions = partitionsOf(NAMED);
  const { count, running } = open();
  await running(partitions, ['east', 'rest'], async (untilEast) => {
    await running(partitions, ['west'], async (untilWest) => {
      for (let n = 0; n < 10; n++) {
        const position = await count('a', 'law');
        await Promise.all([untilEast(position, 2000), untilWest(position, 2000)]);
      }
    });
  });
});

test('a partition of other frameworks is built from the log, beside those that were', async () => {
  const { events, views, count, reading, running } = open();
  for (const tenant of ['a', 'b']) for (const framework of ['data', 'law']) await count(tenant, framework);
  const all = ['east', 'west', 'rest'];
  const before = partitionsOf(NAMED);
  await running(before, all, async (until) => void (await until(await events.head())));
  const after = partitionsOf(new Map([['east', ['a/law', 'b/law']]]));
  const [old, fresh] = [reading(before), reading(after)];
  await expect(fresh('b', 'law')).rejects.toThrow('no active generation');
  await running(after, all, async (until) => void (await until(await count('b', 'law'))));
  expect([await old('b', 'law'), await fresh('b', 'law'), await fresh('a', 'law')]).toEqual([1, 2, 1]);
  for (const projection of partitioned([part(counts)], after)) {
    const live = { ...placeOf(projection), generation: 1 };
    const hash = await hashOf(views, live);
    expect((await rebuild(projection, events, views)).hash).toBe(hash);
  }
});

test('without partitions nothing lies elsewhere than before', async () => {
  const { events, views, count, reading, running } = open();
  await count('a', 'law', 'data');
  await running(WHOLE, [''], async (until) => void (await until(await events.head())));
  expect(await views.sets()).toEqual([{ projection: 'counts', version: 1, partition: 'all', generation: 1 }]);
  expect(await reading(WHOLE)('a', 'data')).toBe(1);
});

test('what can be split is read of a framework, or not at all', () => {
  const { views } = open();
  // @ts-expect-error -- the compiler asks which framework
  expect(() => readerOf(views)(counts)).not.toThrow();
});
