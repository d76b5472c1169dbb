import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, handle, type CommandMeta } from '@proficio/events';
import type { Attending } from '@proficio/graph';
import { replay, type ReplayStatus } from '../replay/replay.js';
import { replays } from '../replays/replays.js';
import { compare, type Replayed, type Step } from './compare.js';
import type { Difference } from './difference.js';
import { stall } from './keep.js';
import { oneByOne, type Turns } from './turns.js';

/** Until a replay that failed is tried again; twice as long each time, up to the longest. */
export const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

export interface Replaying {
  readonly begin: (replayed: Replayed) => void;
  /** Between two steps of any replays. */
  readonly inTurn: Turns;
  /** Resolves once nothing that was begun goes on: after `signal` aborted. */
  readonly ended: () => Promise<unknown>;
}

/**
 * A tenant's replays go one after the other, tenants in turns by the step: so nobody waits for another tenant's, and
 * requests wait for one step at most, however many replay. One that fails leaves its place to the next.
 */
export const replaying = (stores: Attending, signal: AbortSignal): Replaying => {
  const inTurn = oneByOne();
  const tenants = new Map<string, Turns>();
  const begun = new Set<Promise<void>>();
  const after = (tenant: string): Turns => {
    const turns = tenants.get(tenant) ?? oneByOne();
    tenants.set(tenant, turns);
    return turns;
  };
  return {
    begin: (replayed) => {
      const step = stepping(stores, replayed, inTurn, signal);
      const going = goOn(stores, replayed, step, after(replayed.tenant), signal);
      begun.add(going);
      void going.finally(() => begun.delete(going));
    },
    inTurn,
    ended: () => Promise.all(begun),
  };
};

/** Never rejects: what fails is told to the log and to whoever asks for the replay, and is tried again. */
const goOn = async (
  stores: Attending,
  replayed: Replayed,
  step: Step,
  afterOthers: Turns,
  signal: AbortSignal,
): Promise<void> => {
  for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await afterOthers(() => find(stores, replayed, step));
    } catch (error) {
      if (signal.aborted) return;
      stores.failed(error);
      // Another process goes on with it: that is no reason to say that nobody can.
      if (!(error instanceof ConflictError)) await step(() => stall(stores, replayed)).catch(stores.failed);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
};

const WANTED: readonly (ReplayStatus | undefined)[] = ['running', 'completed', 'published'];

const statusOf = async ({ read }: Attending, { tenant, replay: id }: Replayed): Promise<ReplayStatus | undefined> =>
  (await read(replays).get('replay', tenant, id))?.status;

/** What is removed is removed in a turn, too, when the views say that it is not wanted: no step brings it back. */
const stepping =
  (stores: Attending, replayed: Replayed, inTurn: Turns, signal: AbortSignal): Step =>
  (work) =>
    inTurn(async () => {
      const isWanted = !signal.aborted && WANTED.includes(await statusOf(stores, replayed));
      return isWanted ? work() : undefined;
    });

/** What was completed is no more so by being found again. */
const find = async (stores: Attending, replayed: Replayed, step: Step): Promise<void> => {
  const difference = await compare(stores, replayed, step);
  if (difference && (await statusOf(stores, replayed)) === 'running') await complete(stores, replayed, difference);
};

/** In the name of who started it. Nothing to do where it was cancelled at the last moment. */
const complete = async (
  { kernel }: Attending,
  { tenant, replay: id, framework, startedBy }: Replayed,
  { learners, evidence }: Difference,
): Promise<void> => {
  const now = new Date().toISOString();
  const meta: CommandMeta = {
    tenant,
    actor: startedBy,
    occurredAt: now,
    recordedAt: now,
    commandId: null,
    correlationId: id,
  };
  const data = { framework, replay: id, learners, evidence };
  await handle(kernel, replay, framework, { type: 'CompleteReplay', subject: null, data, meta });
};
