import { join } from 'node:path';
import { setMaxListeners } from 'node:events';
import { Runner, titleOf, type Projection } from '@proficio/events';
import { SqliteEventStore } from './sqlite/event-store.js';
import { SqliteViewStore } from './sqlite/view-store.js';

export interface BesideOptions {
  readonly reached: (projection: string, position: bigint) => void;
  readonly failed: (error: unknown) => void;
}

/** Bytes of documents kept hot, of each projection: in a bulk fewer return than in a server's days, and two threads share the memory. */
const HOT = 12 * 1024 * 1024;

/**
 * Keeps projections up with the log in another thread of the process that holds the folder and writes its log, until
 * `signal` aborts. Nothing else may run them meanwhile.
 */
export const projectBeside = async (
  folder: string,
  projections: readonly Projection[],
  signal: AbortSignal,
  { reached, failed }: BesideOptions,
): Promise<void> => {
  setMaxListeners(0, signal);
  const events = new SqliteEventStore(join(folder, 'events.db'), false);
  const views = new SqliteViewStore(join(folder, 'views.db'));
  try {
    const runners = projections.map((projection) => {
      const onReach = (position: bigint) => reached(titleOf(projection), position);
      return new Runner(projection, events, views, { hot: HOT, onReach, onError: failed });
    });
    for (const runner of runners) await runner.open();
    await Promise.all(runners.map((runner) => runner.run(signal)));
  } finally {
    views.close();
    events.close();
  }
};
