import { handle, NotYetError, PolicyEvents, type CommandMeta, type PolicyEvent, type Recorded } from '@proficio/events';
import type { Attending } from '@proficio/graph';
import { replay, type ReplayStatus } from '../replay/replay.js';
import { replays } from '../replays/replays.js';
import { compare, type Replayed } from './compare.js';
import { setOf, type Difference } from './difference.js';

/** Compares for every replay that was started and is not over, one after the other, and removes what nobody wants. */
export const attend = async (stores: Attending, signal: AbortSignal): Promise<void> => {
  const { events } = stores.kernel;
  for await (const batch of events.subscribe({ categories: [PolicyEvents.category] }, undefined, signal)) {
    // Whoever waits for views keeps them from resting between batches: nobody does because of what others write.
    if (batch.events.length === 0) continue;
    const { open, gone } = tasksIn(batch.events.map(PolicyEvents.decode));
    await reached(stores, batch.position, signal);
    for (const replayed of open) await attendTo(stores, replayed, signal);
    for (const id of gone) await stores.views.drop(setOf(id));
  }
};

interface Tasks {
  /** Started, and by these events not over. */
  readonly open: readonly Replayed[];
  /** What they found is wanted by nobody. */
  readonly gone: readonly string[];
}

const tasksIn = (events: readonly Recorded<PolicyEvent>[]): Tasks => {
  const open = new Map<string, Replayed>();
  const gone: string[] = [];
  for (const { type, data, meta, position } of events)
    switch (type) {
      case 'ReplayStarted': {
        const { tenant, actor: startedBy, recordedAt: startedAt } = meta;
        open.set(data.replay, { ...data, tenant, startedBy, startedAt, position });
        break;
      }
      case 'ReplayCancelled':
      case 'ReplayDiscarded':
        gone.push(data.replay);
        open.delete(data.replay);
        break;
      case 'ReplayCompleted':
      case 'PolicyPublished':
        open.delete(data.replay);
    }
  return { open: [...open.values()], gone };
};

/** A replay begins when the views hold what was known when it was started. */
const reached = async ({ until }: Attending, position: bigint, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    try {
      return await until(position);
    } catch (error) {
      if (!(error instanceof NotYetError)) throw error;
    }
  }
};

const attendTo = async (stores: Attending, replayed: Replayed, signal: AbortSignal): Promise<void> => {
  const { tenant, replay: id } = replayed;
  const statusNow = async (): Promise<ReplayStatus | undefined> =>
    (await stores.read(replays).get('replay', tenant, id))?.status;
  const isWanted = async () => !signal.aborted && (await statusNow()) === 'running';
  const difference = (await isWanted()) ? await compare(stores, replayed, isWanted) : undefined;
  if (difference) await complete(stores, replayed, difference);
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
