import { handle, NotYetError, PolicyEvents, type CommandMeta, type PolicyEvent, type Recorded } from '@proficio/events';
import type { Attending } from '@proficio/graph';
import { replay, type ReplayStatus } from '../replay/replay.js';
import { replays } from '../replays/replays.js';
import { compare, type Replayed } from './compare.js';
import { replayOf, type Difference } from './difference.js';

/** Compares for every replay that was started and is not over, one after the other, and removes what nobody wants. */
export const attend = async (stores: Attending, signal: AbortSignal): Promise<void> => {
  const started = new Map<string, Replayed>();
  const kept = new Set<string>();
  const { events } = stores.kernel;
  for await (const batch of events.subscribe({ categories: [PolicyEvents.category] }, undefined, signal)) {
    for (const event of batch.events) note(PolicyEvents.decode(event), started, kept);
    await reached(stores, batch.position, signal);
    for (const replayed of started.values()) {
      if (signal.aborted) return;
      await attendTo(stores, replayed, signal);
    }
    started.clear();
    await sweep(stores, kept);
  }
};

const note = (event: Recorded<PolicyEvent>, started: Map<string, Replayed>, kept: Set<string>): void => {
  const { replay: id } = event.data;
  switch (event.type) {
    case 'ReplayStarted': {
      const { tenant, actor: startedBy, recordedAt: startedAt } = event.meta;
      started.set(id, { ...event.data, tenant, startedBy, startedAt });
      kept.add(id);
      return;
    }
    case 'ReplayCompleted':
      started.delete(id);
      return;
    case 'ReplayCancelled':
    case 'ReplayDiscarded':
      started.delete(id);
      kept.delete(id);
      return;
    case 'PolicyPublished':
      return;
  }
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
  const difference = await compare(stores, replayed, async () => !signal.aborted && (await statusNow()) === 'running');
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

const sweep = async ({ views }: Attending, kept: ReadonlySet<string>): Promise<void> => {
  for (const set of await views.sets()) {
    const id = replayOf(set);
    if (id !== undefined && !kept.has(id)) await views.drop(set);
  }
};
