import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { integer, noBias, sample } from 'fast-check';
import { z } from 'zod';
import { openApi } from '@proficio/academy';
import type { DataFolder } from '@proficio/infra';
import { builtAnew, erasures, eventsOf, hashesIn, inFolder, leftHalf, logOf } from './aftermath.js';
import { busyAt } from './busy.js';
import { killables, type Killable } from './killable.js';
import { Ledger, missingIn, untilCut } from './ledger.js';

/** Set to what a failed run printed, it gives the same moments again. */
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 2 ** 31);
const moments = sample(noBias(integer({ min: 0, max: 999 })), { seed, numRuns: 100 }).values();

const base = mkdtempSync(join(tmpdir(), 'proficio-killed-'));
const data = join(base, 'data');
const { begin, endAll } = killables(data);
const ledger = new Ledger(data);
afterAll(async () => {
  await endAll();
  rmSync(base, { recursive: true, force: true });
});

let kills = 0;
/** Gives 0 when it had ended by itself. */
const killWithin = async (ms: number, { kill }: Killable): Promise<number> => {
  await sleep(((moments.next().value ?? 0) / 1000) * ms);
  const killed = (await kill()) ? 1 : 0;
  kills += killed;
  return killed;
};
const times = async (count: number, work: (n: number) => Promise<void>): Promise<void> => {
  for (let n = 0; n < count; n++) await work(n);
};
const hasErased = () => [...ledger.acknowledged.keys()].some((mark) => mark.startsWith('root erases'));
const removeViews = () => {
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `views.db${end}`), { force: true });
};

const operate = async (url: string, operation: 'rebuild' | 'status'): Promise<unknown> =>
  (await openApi({ dataFolder: data, tenant: 'academy', url })).operate(operation, {});
const Status = z.object({
  projections: z.array(z.object({ name: z.string(), lag: z.number(), hash: z.string() })),
});
/** Of every projection, once it has read the whole log. */
const hashes = async (url: string): Promise<ReadonlyMap<string, string>> => {
  for (;;) {
    const { projections } = Status.parse(await operate(url, 'status'));
    if (projections.every(({ lag }) => lag === 0)) return new Map(projections.map(({ name, hash }) => [name, hash]));
  }
};

const Proven = z.array(
  z.object({
    name: z.string(),
    events: z.number(),
    hash: z.string(),
    setAside: z.literal(0),
    replaced: z.null(),
  }),
);
/** Of every projection, each equal to its live views. @throws Error when one was not */
const rebuilt = async (url: string): Promise<z.infer<typeof Proven>> => Proven.parse(await operate(url, 'rebuild'));

/** Every acknowledged mutation has written once, no further on than it was told. */
const expectKept = async (folder: DataFolder): Promise<void> => {
  expect(missingIn(ledger, await logOf(folder))).toEqual({ missing: [], twice: [] });
  expect(ledger.acknowledged.size).toBeGreaterThan(100);
};

test(`of a process killed 20 times nothing acknowledged is lost, and its views are as built anew (CRASH_SEED=${seed})`, async () => {
  // While the sample is loaded.
  await times(2, async () => {
    const server = begin('start');
    await server.taken;
    await killWithin(1500, server);
  });
  // While people write, views follow and are rebuilt, learners are erased: on a busy machine that takes longer lives.
  let left = 0;
  for (let run = 0; run < 12 || !hasErased(); run++) {
    const server = begin('start');
    const url = await server.endpoint;
    await ledger.sendAgain(url);
    const busy = busyAt(url, data, ledger, run);
    const rebuilding = untilCut(() => rebuilt(url));
    await busy.first;
    await killWithin(run < 12 ? 400 : 4000, server);
    await Promise.all([busy.over, rebuilding]);
    // Not each time, since looking mends the files.
    if (run % 2 === 0) left += await inFolder(data, leftHalf);
  }
  expect(left).toBeGreaterThan(0);
  // While views are built from the beginning of the log.
  await times(3, async () => {
    removeViews();
    const server = begin('start');
    await server.taken;
    await killWithin(800, server);
  });
  const before = begin('start');
  await ledger.sendAgain(await before.endpoint);
  const live = await hashes(await before.endpoint);
  expect(await before.end()).toBe(0);
  // While the command rebuilds without a server.
  for (let killed = 0; killed < 8;) {
    const command = begin('rebuild');
    await command.taken;
    killed += await killWithin(700, command);
    expect(await inFolder(data, hashesIn)).toEqual(live);
  }

  const server = begin('start');
  const url = await server.endpoint;
  expect(await hashes(url)).toEqual(live);
  const proven = await rebuilt(url);
  expect(new Map(proven.map(({ name, hash }) => [name, hash]))).toEqual(live);
  expect(await hashes(url)).toEqual(live);
  expect(await server.end()).toBe(0);
  await inFolder(data, async (folder) => {
    expect(await builtAnew(folder, base)).toEqual(live);
    expect(new Map(proven.map(({ name, events }) => [name, events]))).toEqual(await eventsOf(folder));
    expect(await leftHalf(folder)).toBe(0);
    await expectKept(folder);
    const { erased, unfinished } = await erasures(folder);
    expect(erased.length).toBeGreaterThan(0);
    expect(unfinished).toEqual([]);
  });
  expect(kills).toBeGreaterThanOrEqual(20);
}, 300_000);
