import { join } from 'node:path';
import { Runner, StreamCache, type Kernel, type Projection } from '@proficio/events';
import { SqliteEventStore, SqliteKeyStore, SqliteViewStore } from '@proficio/infra';
import { temporaryFolder } from '../contract/temporary-folder.js';

/** Gives a log and views of their own each time, all gone when the tests of this file are done. */
export const freshStores = () => {
  const folder = temporaryFolder();
  let count = 0;
  return () => {
    const events = new SqliteEventStore(join(folder.path, `events-${++count}.db`));
    const views = new SqliteViewStore(join(folder.path, `views-${count}.db`));
    folder.beforeRemoval(() => {
      events.close();
      views.close();
    });
    return { events, views };
  };
};

/** The embedded stores in a folder that is gone when the tests of this file are done. */
export const temporaryStores = () => {
  const folder = temporaryFolder();
  const events = new SqliteEventStore(join(folder.path, 'events.db'));
  const views = new SqliteViewStore(join(folder.path, 'views.db'));
  const keys = new SqliteKeyStore(join(folder.path, 'keys.db'));
  const stop = new AbortController();
  folder.beforeRemoval(() => {
    stop.abort();
    for (const store of [events, views, keys]) store.close();
  });
  const kernel: Kernel = { events, keys, cache: new StreamCache() };

  /** Runs projections until the tests are done; gives what waits until all of them contain a position. */
  const follow = async (projections: readonly Projection[]) => {
    const runners = projections.map((projection) => new Runner(projection, events, views));
    for (const runner of runners) {
      await runner.open();
      void runner.run(stop.signal);
    }
    return async (position: bigint): Promise<void> => {
      await Promise.all(runners.map((runner) => runner.until(position, 10_000)));
    };
  };
  return { events, views, keys, kernel, follow };
};
