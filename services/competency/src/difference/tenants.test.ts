import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConflictError,
  FrameworkEvents,
  NO_STREAM,
  PolicyEvents,
  readerOf,
  ResultEvents,
  streamName,
  type FrameworkEvent,
  type PolicyEvent,
  type PolicyName,
  type ResultEvent,
} from '@proficio/events';
import { META, uuid } from '@proficio/tests';
import { temporaryStores } from '../../../../tests/kit/stores.js';
import { factsOf } from '../facts.sample.js';
import { content } from '../framework.sample.js';
import { projections } from '../projections.js';
import { attend } from './attend.js';
import { differenceAt, nothingRead, setOf, type DifferenceStatus } from './difference.js';
import { foundSoFar } from './found.js';
import { FIRST_PAUSE_MS } from './replaying.js';

const { events, views, kernel, follow } = temporaryStores();
const read = readerOf(views);

let written = 0;
/** Whatever is told of one key is in one stream. */
const append = async (
  tenant: string,
  { category }: { readonly category: string },
  { type, data }: PolicyEvent | FrameworkEvent | ResultEvent,
  key = uuid(++written),
  schemaVersion = 1,
): Promise<void> => {
  const id = uuid(++written);
  const meta = { ...META, tenant, commandDigest: 'd', causationId: 'c', schemaVersion };
  const stream = streamName(category, tenant, key);
  const last = (await events.read(stream)).at(-1)?.revision ?? NO_STREAM;
  await events.append(stream, last, [{ id, type, data, meta }]);
};

const FRAMEWORK = 'f';
const known = async (tenant: string, learners: number): Promise<void> => {
  await append(tenant, FrameworkEvents, {
    type: 'FrameworkPublished',
    data: { framework: FRAMEWORK, version: 1, part: 1, parts: 1, content: content() },
  });
  for (let n = 0; n < learners; n++)
    await append(tenant, ResultEvents, factsOf(n.toString(16).padStart(32, '0')).result('a1', n % 2));
};

const named = (id: string, version = 1): PolicyName => ({ id, version, parameters: {} });
const HIGHEST = named('canvas/highest');
const NEWER = named('canvas/highest', 2);
const start = (tenant: string, replay: string, policy = HIGHEST, schemaVersion = 1): Promise<void> => {
  const data = { framework: FRAMEWORK, replay, policy, against: named('proficiency'), cohort: null };
  return append(tenant, PolicyEvents, { type: 'ReplayStarted', data }, FRAMEWORK, schemaVersion);
};
const cancel = (tenant: string, replay: string): Promise<void> =>
  append(tenant, PolicyEvents, { type: 'ReplayCancelled', data: { framework: FRAMEWORK, replay } }, FRAMEWORK);

const told = async (): Promise<readonly PolicyEvent[]> => {
  const all: PolicyEvent[] = [];
  for await (const batch of events.readAll({ categories: [PolicyEvents.category] }))
    for (const event of batch.events) if (event.meta.schemaVersion === 1) all.push(PolicyEvents.decode(event));
  return all;
};
const completed = async (): Promise<readonly string[]> =>
  (await told()).flatMap(({ type, data }) => (type === 'ReplayCompleted' ? [data.replay] : []));
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await sleep(5);
};
const areCompleted = (...replays: readonly string[]) =>
  until(async () => {
    const over = await completed();
    return replays.every((replay) => over.includes(replay));
  });
const hasStatus = (tenant: string, replay: string, status: DifferenceStatus) =>
  until(async () => (await foundSoFar(read, tenant, replay))?.status === status);

const failures: { readonly error: unknown; readonly at: number }[] = [];
let reach: (position: bigint) => Promise<void>;
beforeAll(async () => {
  reach = await follow(projections);
  await known('large', 400);
  await known('small', 1);
}, 60_000);

/** Attends to what there is while `work` goes on. */
const attending = async (work: () => Promise<void>): Promise<void> => {
  const stop = new AbortController();
  const failed = (error: unknown) => void failures.push({ error, at: performance.now() });
  const attended = attend({ kernel, read, views, until: reach, failed }, stop.signal);
  await work().finally(() => stop.abort());
  await attended;
};

const [LONG, SHORT] = [uuid(9001), uuid(9002)];
test('a long replay of one tenant does not keep the others waiting', async () => {
  await start('large', LONG);
  await start('small', SHORT);
  await attending(() => areCompleted(LONG, SHORT));
  expect(await completed()).toEqual([SHORT, LONG]);
}, 60_000);

test('what was lost is found again, without a word in the log', async () => {
  const before = await foundSoFar(read, 'large', LONG);
  const log = await told();
  await views.drop(setOf(LONG));
  await attending(() => hasStatus('large', LONG, 'whole'));
  expect(await foundSoFar(read, 'large', LONG)).toEqual({ ...before, seconds: expect.any(Number) });
  expect(await told()).toEqual(log);
}, 60_000);

const [STUCK, BEHIND, BESIDE, UNREADABLE] = [uuid(9003), uuid(9004), uuid(9005), uuid(9006)];
test('one that cannot go on says so, holds up nobody, and is tried again after longer and longer pauses', async () => {
  await start('newer', UNREADABLE, HIGHEST, 2);
  await start('small', STUCK, NEWER);
  await start('small', BEHIND);
  await start('large', BESIDE);
  await attending(async () => {
    await areCompleted(BEHIND, BESIDE);
    await hasStatus('small', STUCK, 'stalled');
    await until(async () => failures.length === 3);
    const [first, second, third] = failures.map(({ at }) => Math.round(at));
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThan(1.5 * FIRST_PAUSE_MS);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(0.9 * FIRST_PAUSE_MS);
    await cancel('small', STUCK);
    await until(async () => (await read.in(setOf(STUCK))) === undefined);
  });
  expect(failures.map(({ error }) => String(error))).toEqual(Array(3).fill(expect.stringMatching('canvas/highest@2')));
}, 60_000);

const STALLED = uuid(9007);
test('one that could not go on does once it can, and says so no more', async () => {
  await start('small', STALLED);
  await attending(() => hasStatus('small', STALLED, 'whole'));
  const set = setOf(STALLED);
  const expected = await views.checkpoint(set);
  const puts = [{ ...differenceAt('small'), doc: { ...nothingRead(), status: 'stalled' } }];
  await views.commit({ set, expected, position: (expected ?? 0n) + 1n, puts, deletes: [] });
  await attending(() => hasStatus('small', STALLED, 'whole'));
  expect(await foundSoFar(read, 'small', STALLED)).toMatchObject({ learners: 1 });
}, 60_000);

const SHARED = uuid(9008);
test('two processes that find the same replay keep each step once', async () => {
  await start('large', SHARED);
  let kept = 0;
  const counted: typeof views = Object.assign(Object.create(views), {
    commit: async (commit: Parameters<typeof views.commit>[0]) => {
      await views.commit(commit);
      if (commit.set.partition === SHARED) kept++;
    },
  });
  const stop = new AbortController();
  const failed: unknown[] = [];
  const told = (error: unknown) => void failed.push(error);
  const processes = [1, 2].map(() => attend({ kernel, read, views: counted, until: reach, failed: told }, stop.signal));
  await areCompleted(SHARED).finally(() => stop.abort());
  await Promise.all(processes);
  expect(await foundSoFar(read, 'large', SHARED)).toMatchObject({ learners: 400, status: 'whole' });
  expect(kept).toBe(Math.ceil(400 / 64));
  expect(failed.filter((error) => !(error instanceof ConflictError))).toEqual([]);
}, 60_000);
