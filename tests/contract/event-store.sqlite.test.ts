import { join } from 'node:path';
import {
  openMetrics,
  openTracing,
  SqliteEventStore,
  SqliteViewStore,
  tracedEvents,
  tracedFor,
  measuredEvents,
} from '@proficio/infra';
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
const views = new SqliteViewStore(join(folder.path, 'views.db'));
folder.beforeRemoval(() => views.close());
const openWatched = async () => {
  const events = tracedEvents(measuredEvents(await open(), openMetrics()), tracing);
  return tracedFor('any', { events, views }, tracing).events;
};
eventStoreContract('SQLite, watched', openWatched);
eventLogContract('SQLite, watched', openWatched);
