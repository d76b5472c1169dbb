import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import {
  buildBeside,
  eventFamily,
  NotYetError,
  part,
  partitionsOf,
  perKey,
  PositionError,
  type EventOf,
  type Projection,
  type SplitProjection,
} from '@proficio/events';
import { embed } from './embedded.js';
import { META } from './event.sample.js';
import type { Caller, Parts } from './graphql/parts.js';
import { openFolder } from './sqlite/folder.js';
import { StorageError } from './storage-error.js';
import { openLog } from './telemetry/logger.js';
import { openMetrics } from './telemetry/metrics.js';

const Notes = eventFamily('note', { Written: { version: 1, data: z.object({ words: z.string() }) } });
type Note = EventOf<typeof Notes>;
const tally = (name: string, broken = false): Projection<{ count: { written: number } }, Note> => ({
  name,
  version: 1,
  from: [Notes],
  views: { count: {} },
  ...perKey<'count', { written: number }, Note>(
    'count',
    () => 'all',
    (doc) => {
      if (broken) throw new Error('a bug in a projection');
      return { written: (doc?.written ?? 0) + 1 };
    },
  ),
});

const resumed: unknown[] = [];
const service = (
  name: string,
  ...projections: readonly Projection<{ count: { written: number } }, Note>[]
): Parts<Caller> => ({
  name,
  families: [Notes],
  projections: projections.map((projection) => part(projection)),
  resolvers: [class {}],
  references: {},
  resume: async ({ read, kernel }) => {
    const [first] = projections;
    resumed.push(first && (await read(first).get('count', 't', 'all')));
    if (name === 'author') await write(kernel.events, 'resumed');
  },
});

type Events = ReturnType<typeof openFolder>['events'];
const write = (
  events: Events | Parameters<NonNullable<Parts<Caller>['resume']>>[0]['kernel']['events'],
  words: string,
) =>
  events.append(`note-t_${words}`, -1n, [
    {
      id: words,
      type: 'Written',
      data: { words },
      meta: META,
    },
  ]);

const path = mkdtempSync(join(tmpdir(), 'proficio-embedded-'));
afterAll(() => rmSync(path, { recursive: true }));
const lines: string[] = [];
const log = openLog('info', { write: (line) => void lines.push(line) });
const asking = { caller: { tenant: 't', actor: 'a', role: 'READER' }, correlationId: 'c-1', after: undefined };

test('views catch up, unfinished work is finished, and only then it is ready', async () => {
  const folder = openFolder(path);
  await write(folder.events, 'before');
  await buildBeside(part(tally('left')), folder.events, folder.views);
  const left = tally('left');
  const embedded = await embed(folder, [service('author', left)], { log });
  expect(await embedded.isReady()).toBe(false);
  await embedded.ready;
  expect(await embedded.isReady()).toBe(true);
  expect(resumed).toEqual([{ written: 1 }]);

  const { read, until, correlationId } = embedded.contextOf('author')(asking);
  expect(correlationId).toBe('c-1');
  const { position } = await write(folder.events, 'after');
  await until(position);
  expect(await read(left).get('count', 't', 'all')).toEqual({ written: 3 });
  await expect(until(position + 100n)).rejects.toBeInstanceOf(PositionError);
  expect(() => embedded.contextOf('nobody')).toThrow('nobody');

  const sets = await folder.views.sets();
  expect(sets.map(({ generation }) => generation)).toEqual([
    await folder.views.active({ projection: 'left', version: 1, partition: 'all' }),
  ]);
  await embedded.close();
  folder.close();
});

test('an event that a projection cannot take is told of, and holds up nobody', async () => {
  const folder = openFolder(path);
  const embedded = await embed(folder, [service('broken', tally('broken', true))], { log });
  await embedded.ready;
  expect(await embedded.isReady()).toBe(true);
  expect(lines.join('')).toMatch(
    /"projection":"broken","stream":"note-t_before","revision":"0".*a bug in a projection/,
  );
  await embedded.close();
  folder.close();
});

test('views of versions and projections that this release does not have are dropped, those it has stay', async () => {
  const folder = openFolder(path);
  const open = async (...projections: Parameters<typeof service>[1][]) => {
    const embedded = await embed(folder, [service('releases', ...projections)], { log });
    await embedded.ready;
    await embedded.close();
    const sets = await folder.views.sets();
    return sets.map(({ projection, version, generation }) => `${projection}@${version}/${generation}`).toSorted();
  };
  const kept = tally('kept');
  expect(await open(kept, tally('gone'))).toEqual(['gone@1/1', 'kept@1/1']);
  const { position } = await write(folder.events, 'for the next release');
  expect(await open(kept, { ...tally('new'), version: 7 })).toEqual(['kept@1/1', 'new@7/1']);
  const apart = { projection: 'a replay', version: 1, partition: 'p', generation: 1 };
  await folder.views.create(apart, {});
  expect(await open({ ...kept, version: 2 })).toEqual(['a replay@1/1', 'kept@2/1']);
  expect(await folder.views.checkpoint({ projection: 'kept', version: 2, partition: 'all', generation: 1 })).toBe(
    position,
  );
  folder.close();
});

test('a projection that stands still is told of, and holds up readers of its own service alone', async () => {
  const folder = openFolder(path);
  const views: typeof folder.views = Object.assign(Object.create(folder.views), {
    commit: (commit: Parameters<typeof folder.views.commit>[0]) =>
      commit.set.projection === 'held' ? Promise.reject(new Error('a store that fails')) : folder.views.commit(commit),
  });
  const embedded = await embed(
    { ...folder, views },
    [service('sound', tally('sound')), service('held', tally('held'))],
    {
      log,
      afterMs: 200,
    },
  );
  const { position } = await write(folder.events, 'more');
  await embedded.contextOf('sound')(asking).until(position);
  await expect(embedded.contextOf('held')(asking).until(position)).rejects.toBeInstanceOf(NotYetError);
  expect(await embedded.isReady()).toBe(false);
  expect(lines.join('')).toMatch(/"projection":"held".*a store that fails/);
  await embedded.close();
  folder.close();
});

test('views that fall behind make it unready until they have caught up, and metrics tell how far', async () => {
  const folder = openFolder(path);
  let isFull = false;
  const views: typeof folder.views = Object.assign(Object.create(folder.views), {
    commit: (commit: Parameters<typeof folder.views.commit>[0]) =>
      isFull ? Promise.reject(new Error('a store that is full')) : folder.views.commit(commit),
  });
  const metrics = openMetrics();
  const told = async () => (await metrics.read()).text;
  const embedded = await embed({ ...folder, views }, [service('late', tally('late'))], {
    log,
    watch: { metrics },
    readyLagMs: 500,
    afterMs: 1000,
  });
  await embedded.ready;
  expect(await embedded.isReady()).toBe(true);
  expect(await told()).toContain('proficio_projection_lag_events{projection="late"} 0');

  isFull = true;
  const { kernel } = embedded.contextOf('late')(asking);
  await write(kernel.events, 'waits');
  const { position } = await write(kernel.events, 'waits too');
  expect(await embedded.isReady()).toBe(true);
  await expect(embedded.contextOf('late')(asking).until(position)).rejects.toBeInstanceOf(NotYetError);
  expect(await embedded.isReady()).toBe(false);
  expect(await told()).toContain('proficio_projection_lag_events{projection="late"} 2');
  expect(
    Number(/proficio_projection_lag_seconds\{projection="late"\} ([\d.]+)/.exec(await told())?.[1]),
  ).toBeGreaterThan(0.9);
  isFull = false;
  const caughtUp = () => embedded.contextOf('late')(asking).until(position);
  await caughtUp().catch(caughtUp);
  expect(await embedded.isReady()).toBe(true);
  const text = await told();
  expect(text).toContain('proficio_projection_lag_seconds{projection="late"} 0');
  expect(text).toContain('proficio_append_seconds_count{category="note",outcome="written"} 2');
  expect(text).toMatch(/proficio_commit_seconds_count\{projection="late",outcome="failed"\} [1-9]/);
  expect(text).toMatch(/proficio_batch_size_count\{of="events"\} [1-9]/);
  await embedded.close();
  folder.close();
});

test('where stores are others’ too, what fails at the start is begun anew; while the log is away metrics tell the rest', async () => {
  const folder = openFolder(path);
  let isAway = false;
  let looks = 0;
  const events: typeof folder.events = Object.assign(Object.create(folder.events), {
    // The first look is at whose log it is, the second at how far views must come.
    head: () => (++looks === 2 || isAway ? Promise.reject(new StorageError('The log is away.')) : folder.events.head()),
  });
  const metrics = openMetrics();
  const options = { log, watch: { metrics }, areShared: true };
  const embedded = await embed({ ...folder, events }, [service('shared', tally('shared'))], options);
  await embedded.ready;
  expect(lines.join()).toMatch(/The log is away.*begun anew/);
  expect(await embedded.isReady()).toBe(true);
  isAway = true;
  const { text } = await metrics.read();
  isAway = false;
  expect(text).not.toContain('proficio_projection_lag_seconds{');
  expect(text).toContain('process_cpu_seconds_total');
  expect((await metrics.read()).text).toContain('proficio_projection_lag_seconds{projection="shared"} 0');
  await embedded.close();
  folder.close();
});

test('a partition that is built elsewhere is waited for, and nobody here takes it over nor is unready for it', async () => {
  const folder = openFolder(path);
  const whole = tally('split');
  const split: SplitProjection<{ count: { written: number } }, Note> = {
    ...whole,
    split: (has) => ({
      keys: (event) => whole.keys(event),
      evolve: (views, event) => void (has(event.meta.tenant, 'f') && whole.evolve(views, event)),
    }),
  };
  const partitions = partitionsOf(new Map([['east', ['t/f']]]));
  const metrics = openMetrics();
  const running = (name: string, watch = {}) =>
    embed(folder, [{ ...service('split'), projections: [part(split)] }], {
      log,
      watch,
      partitions,
      runs: (partition) => partition.name === name,
      areShared: true,
      afterMs: 1000,
      readyLagMs: 200,
    });
  const [east, rest] = [await running('east'), await running('rest', { metrics })];
  await Promise.all([east.ready, rest.ready]);
  const here = rest.contextOf('split')(asking);
  const first = await write(folder.events, 'to be split');
  await here.until(first.position);
  expect(await rest.isReady()).toBe(true);
  await east.close();

  const { position } = await write(folder.events, 'to be split later');
  await expect(here.until(position)).rejects.toBeInstanceOf(NotYetError);
  await rest.isReady();
  await expect(here.until(position)).rejects.toBeInstanceOf(NotYetError);
  expect(await rest.isReady()).toBe(true);
  const { text } = await metrics.read();
  expect(text).toContain('proficio_projection_lag_events{projection="split/east"} 1');
  expect(text).toContain('proficio_projection_lag_events{projection="split/rest"} 0');
  const again = await running('east');
  await again.ready;
  await here.until(position);
  expect(await rest.isReady()).toBe(true);
  for (const embedded of [again, rest]) await embedded.close();
  folder.close();
});

test('views that have read further than the log goes are refused before anything is written', async () => {
  const other = mkdtempSync(join(tmpdir(), 'proficio-embedded-'));
  const folder = openFolder(path);
  await write(folder.events, 'unknown to the other');
  const younger = openFolder(other);
  const mixed = { ...younger, views: folder.views };
  const embedded = await embed(folder, [service('sound', tally('sound'))], { log });
  await embedded.ready;
  await embedded.close();
  await expect(embed(mixed, [service('sound', tally('sound'))], { log })).rejects.toThrow(/without views.db/);
  younger.close();
  folder.close();
  rmSync(other, { recursive: true });
});

test('closing before it is ready leaves nothing running', async () => {
  const folder = openFolder(path);
  const embedded = await embed(folder, [service('sound', tally('sound'))], { log });
  await embedded.close();
  folder.close();
});
