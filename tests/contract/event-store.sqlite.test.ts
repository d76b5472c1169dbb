import { join } from 'node:path';
import { openMetrics, openTracing, SqliteEventStore, tracedEvents, tracedFor, measuredEvents } from '@proficio/infra';
import { eventLogContract } from './event-log.contract.js';
import { eventStoreContract } from './event-store.contract.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
let count = 0;
const open = async () => {
  const store = new SqliteEventStore(join(folder.path, `events-${count++}.db`));
  folder.beforeRemoval(() => store.close());
  return store;
};

eventStoreContract('SQLite', open);
eventLogContract('SQLite', open);

const tracing = openTracing({ export: (_spans, told) => told({ code: 0 }), shutdown: async () => undefined }, 'tests');
folder.beforeRemoval(() => tracing.close());
const openWatched = async () =>
  tracedFor('any', tracedEvents(measuredEvents(await open(), openMetrics()), tracing), tracing);
eventStoreContract('SQLite, watched', openWatched);
eventLogContract('SQLite, watched', openWatched);
