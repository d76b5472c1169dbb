import { NotYetError, PolicyEvents, type Event, type PolicyEvent, type Recorded } from '@proficio/events';
import type { Attending } from '@proficio/graph';
import type { Replayed } from './compare.js';
import { setOf } from './difference.js';
import { replaying } from './replaying.js';

/** Finds what every replay is to show: of those that run and of those that are over. Removes what nobody wants. */
export const attend = async (stores: Attending, signal: AbortSignal): Promise<void> => {
  const { events } = stores.kernel;
  const ending = new AbortController();
  const { begin, inTurn, ended } = replaying(stores, AbortSignal.any([signal, ending.signal]));
  try {
    for await (const batch of events.subscribe({ categories: [PolicyEvents.category] }, undefined, signal)) {
      // Whoever waits for views keeps them from resting between batches: nobody does because of what others write.
      if (batch.events.length === 0) continue;
      const { wanted, gone } = tasksIn(batch.events.flatMap(readable));
      await reached(stores, batch.position, signal);
      for (const replayed of wanted) begin(replayed);
      for (const id of gone) await inTurn(() => stores.views.drop(setOf(id)));
    }
  } finally {
    ending.abort();
    await ended();
  }
};

/** What this release cannot read is set aside in the views, too: there no replay is to show anything by it. */
const readable = (event: Recorded<Event>): readonly Recorded<PolicyEvent>[] => {
  try {
    return [PolicyEvents.decode(event)];
  } catch {
    return [];
  }
};

interface Tasks {
  /** Started, and by these events neither cancelled nor discarded; what is not over comes first. */
  readonly wanted: readonly Replayed[];
  /** What they found is wanted by nobody. */
  readonly gone: readonly string[];
}

const tasksIn = (events: readonly Recorded<PolicyEvent>[]): Tasks => {
  const running = new Map<string, Replayed>();
  const over = new Map<string, Replayed>();
  const gone: string[] = [];
  for (const { type, data, meta, position } of events)
    switch (type) {
      case 'ReplayStarted': {
        const { tenant, actor: startedBy, recordedAt: startedAt } = meta;
        running.set(data.replay, { ...data, tenant, startedBy, startedAt, position });
        break;
      }
      case 'ReplayCancelled':
      case 'ReplayDiscarded':
        gone.push(data.replay);
        running.delete(data.replay);
        over.delete(data.replay);
        break;
      case 'ReplayCompleted': {
        const completed = running.get(data.replay);
        if (completed) over.set(data.replay, completed);
        running.delete(data.replay);
        break;
      }
      case 'PolicyPublished':
    }
  return { wanted: [...running.values(), ...over.values()], gone };
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
