import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  buildBeside,
  CommitTooLargeError,
  eventFamily,
  hashOf,
  NO_STREAM,
  NotYetError,
  part,
  PARTITION,
  perKey,
  PositionError,
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
import { freshStores } from '../kit/stores.js';

const TallyEvents = eventFamily('tally', { Counted: { version: 1, data: z.object({ by: z.string() }) } });
interface Tally {
  readonly count: number;
  readonly position: string;
}
const tallies: Projection<{ readonly tally: Tally }, EventOf<typeof TallyEvents>> = {
  name: 'tallies',
  version: 1,
  from: [TallyEvents],
  views: { tally: { byCount: ['count'] } },
  ...perKey(
    'tally',
    ({ data }) => data.by,
    (doc: Tally | undefined, { position }) => ({ count: (doc?.count ?? 0) + 1, position: String(position) }),
  ),
};
const SET = { projection: 'tallies', version: 1, partition: PARTITION };

const openStores = freshStores();
const open = () => {
  const { events, views } = openStores();
  let ids = 0;
  const count = (by: string, category = 'tally') => {
    const meta = { ...META, commandDigest: 'd', causationId: 'c', schemaVersion: 1 };
    const event = { id: uuid(++ids), type: 'Counted', data: { by }, meta };
    return events.append(streamName(category, TENANT, String(ids)), NO_STREAM, [event]);
  };
  const of = async (by: string) => (await readerOf(views)(tallies).get('tally', TENANT, by))?.count;
  return { events, views, count, of };
};

const running = async (
  events: EventStore,
  views: ViewStore,
  work: (runner: Runner) => Promise<void>,
  patienceMs = 50,
): Promise<void> => {
  const stop = new AbortController();
  const runner = new Runner(part(tallies), events, views, { patienceMs });
  await runner.open();
  const run = runner.run(stop.signal);
  await work(runner).finally(() => stop.abort());
  await run;
};

test('views follow the log live, and a stopped runner goes on where it was', async () => {
  const { events, views, count, of } = open();
  for (const last of [2n, 3n])
    await running(events, views, async (runner) => {
      await count('ada');
      await runner.until((await count('ada')).position, 5000);
      expect(await of('ada')).toBe(Number(last) * 2 - 2);
    });
});
test('a position that nothing matches is reached too', async () => {
  const { events, views, count } = open();
  await running(events, views, async (runner) => {
    await runner.until((await count('ada', 'other')).position, 5000);
  });
});
test('what matches nothing is behind the checkpoint at the end of a first look, and not read again by who starts next', async () => {
  const { events, views, count } = open();
  const { position } = await count('ada', 'other');
  await running(events, views, (runner) => runner.until(position, 5000));
  expect(await views.checkpoint({ ...SET, generation: 1 })).toBe(position);
});
test('waiting ends when time runs out, and at once beyond the head of the log', async () => {
  const { events, views, count } = open();
  const { position } = await count('ada');
  const idle = new Runner(part(tallies), events, views);
  await idle.open();
  await expect(idle.until(position, 20)).rejects.toBeInstanceOf(NotYetError);
  await expect(idle.until(position + 1n, 5000)).rejects.toBeInstanceOf(PositionError);
});
test('of two runners one works; when it is gone the other takes over, and nothing is counted twice', async () => {
  const { events, views, count, of } = open();
  await running(events, views, async (second) => {
    await running(events, views, async (first) => {
      for (let n = 0; n < 20; n++) await count('ada');
      const { position } = await count('ada');
      await Promise.all([first.until(position, 10_000), second.until(position, 10_000)]);
    });
    await second.until((await count('ada')).position, 10_000);
  });
  expect(await of('ada')).toBe(22);
});
test('whoever stands by tells what the other has reached when asked, and not when its patience ends', async () => {
  const { events, views, count } = open();
  const PATIENCE = 60_000;
  const work = async (first: Runner, second: Runner) => {
    for (let n = 0; n < 20; n++) {
      const { position } = await count('ada');
      await Promise.all([first.until(position, 10_000), second.until(position, 10_000)]);
    }
  };
  await running(events, views, (second) => running(events, views, (first) => work(first, second), PATIENCE), PATIENCE);
});
test('a batch that is too large for one commit is cut between events', async () => {
  const { events, views, count, of } = open();
  for (let n = 0; n < 9; n++) await count(`learner-${n % 3}`);
  const narrow: ViewStore = Object.assign(Object.create(views), {
    commit: async (commit: Parameters<ViewStore['commit']>[0]) => {
      if (commit.puts.length > 1) throw new CommitTooLargeError();
      await views.commit(commit);
    },
  });
  await running(events, narrow, async (runner) => runner.until(await events.head(), 5000));
  expect(await Promise.all([0, 1, 2].map((n) => of(`learner-${n}`)))).toEqual([3, 3, 3]);
});
test('while nobody waits, events gather and are folded together; whoever waits ends the rest', async () => {
  const { events, views, count } = open();
  const commits: number[] = [];
  const slow: ViewStore = Object.assign(Object.create(views), {
    commit: async (commit: Parameters<ViewStore['commit']>[0]) => {
      await sleep(200);
      await views.commit(commit);
      commits.push(commit.puts.length);
    },
  });
  await running(events, slow, async (runner) => {
    await count('ada');
    await sleep(300);
    expect(commits).toHaveLength(1);
    for (let n = 0; n < 5; n++) await count(`learner-${n}`);
    await sleep(100);
    expect(commits).toHaveLength(1);
    const asked = performance.now();
    await runner.until(await events.head(), 5000);
    expect(performance.now() - asked).toBeLessThan(600);
    expect(commits).toEqual([1, 5]);
  });
});
test('however quick a batch is, what comes soon after it is folded together while nobody waits', async () => {
  const { events, views, count, of } = open();
  let commits = 0;
  const counted: ViewStore = Object.assign(Object.create(views), {
    commit: async (commit: Parameters<ViewStore['commit']>[0]) => {
      await views.commit(commit);
      commits++;
    },
  });
  await running(events, counted, async (runner) => {
    await runner.until((await count('ada')).position, 5000);
    const [began, before] = [performance.now(), commits];
    for (let n = 0; n < 100; n++) await count('bob');
    expect(commits - before).toBeLessThanOrEqual(1 + (performance.now() - began) / 20);
    await runner.until(await events.head(), 5000);
    expect(await of('bob')).toBe(100);
  });
});
test('a rebuild runs beside the live views, equals them by hash, and the live runner moves to it', async () => {
  const { events, views, count, of } = open();
  await running(events, views, async (runner) => {
    for (let n = 0; n < 10; n++) await count(`learner-${n % 3}`);
    await runner.until(await events.head(), 5000);
    const beside = await buildBeside(part(tallies), events, views);
    expect(await hashOf(views, beside)).toBe(await hashOf(views, { ...SET, generation: 1 }));
    await views.drop(beside);
    const rebuilt = await rebuild(part(tallies), events, views);
    expect(await views.active(SET)).toBe(rebuilt.set.generation);
    await runner.until((await count('learner-0')).position, 5000);
    expect(await of('learner-0')).toBe(5);
  });
  expect(await views.sets()).toHaveLength(1);
});
test('views that are not what their log makes are told of where they differ first, and kept until they are to be replaced', async () => {
  const { events, views, count, of } = open();
  for (const by of ['ada', 'bob', 'cy']) await count(by);
  await running(events, views, async (runner) => runner.until(await events.head(), 5000));
  const live = { ...SET, generation: 1 };
  const wrong = { view: 'tally', tenant: TENANT, key: 'bob' };
  const lost = { ...wrong, key: 'cy' };
  await count('ada', 'other');
  await views.commit({
    set: live,
    expected: 3n,
    position: 4n,
    puts: [{ ...wrong, doc: { count: 7 } }],
    deletes: [lost],
  });
  await count('ada');
  const refused = rebuild(part(tallies), events, views);
  await expect(refused).rejects.toMatchObject({ projection: 'tallies', position: 4n, difference: wrong });
  await expect(refused).rejects.toThrow('the live views at 4 differ from the log first in tally, tenant acme, bob');
  expect(await views.sets()).toEqual([live]);
  expect(await of('bob')).toBe(7);
  const rebuilt = await rebuild(part(tallies), events, views, { replace: true });
  expect(rebuilt).toMatchObject({ difference: wrong, events: 3, position: 4n });
  expect([await of('ada'), await of('bob'), await of('cy')]).toEqual([2, 1, 1]);
});
test('a document too many in the live views, or too few, is a difference', async () => {
  const { events, views, count } = open();
  for (const by of ['a', 'b']) await count(by);
  await running(events, views, async (runner) => runner.until(await events.head(), 5000));
  const live = { ...SET, generation: 1 };
  const last = { view: 'tally', tenant: TENANT, key: 'z' };
  await count('a', 'other');
  await views.commit({ set: live, expected: 2n, position: 3n, puts: [{ ...last, doc: { count: 1 } }], deletes: [] });
  await expect(rebuild(part(tallies), events, views)).rejects.toMatchObject({ difference: last });
  const missing = { ...last, key: 'b' };
  await count('a', 'other');
  await views.commit({ set: live, expected: 3n, position: 4n, puts: [], deletes: [last, missing] });
  await expect(rebuild(part(tallies), events, views)).rejects.toMatchObject({ difference: missing });
});
test('while people go on writing, a rebuild compares at one position, and readers of their own writes see them', async () => {
  const { events, views, count, of } = open();
  await running(events, views, async (runner) => {
    await runner.until((await count('bob')).position, 5000);
    let written = 0;
    let writing = true;
    const write = async () => {
      while (writing) {
        const { position } = await count('ada');
        written++;
        await runner.until(position, 5000);
        expect(await of('ada')).toBeGreaterThanOrEqual(written);
      }
    };
    const writes = write();
    for (let n = 0; n < 5; n++) {
      const { difference, position } = await rebuild(part(tallies), events, views);
      expect(difference).toBeUndefined();
      expect(position).toBeDefined();
      await sleep(20);
    }
    writing = false;
    await writes;
    expect(written).toBeGreaterThan(5);
  });
}, 30_000);
test('a rebuild that fails leaves the live views as they are, and nothing else', async () => {
  const { events, views, count } = open();
  await count('ada');
  await running(events, views, async (runner) => runner.until(await events.head(), 5000));
  const stop = new AbortController();
  const aborting: EventStore = Object.assign(Object.create(events), {
    readAll: async function* (...query: Parameters<EventStore['readAll']>) {
      for await (const batch of events.readAll(...query)) {
        stop.abort();
        yield batch;
      }
    },
  });
  await expect(rebuild(part(tallies), aborting, views, { signal: stop.signal })).rejects.toThrow(/abort/);
  expect(await views.sets()).toEqual([{ ...SET, generation: 1 }]);
  expect(await views.active(SET)).toBe(1);
});
test('a checkpoint beyond the head of the log is reported, not waited on in silence', async () => {
  const { events, views, count } = open();
  await count('ada');
  await running(events, views, async (runner) => runner.until(await events.head(), 5000));
  const older = open();
  const errors: unknown[] = [];
  const stop = new AbortController();
  const runner = new Runner(part(tallies), older.events, views, {
    onError: (error) => {
      errors.push(error);
      stop.abort();
    },
  });
  await runner.run(stop.signal);
  expect(errors[0]).toBeInstanceOf(PositionError);
});
