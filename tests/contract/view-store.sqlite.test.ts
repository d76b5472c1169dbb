import { join } from 'node:path';
import { measuredViews, openMetrics, openTracing, SqliteEventStore, SqliteViewStore, tracedFor } from '@proficio/infra';
import { temporaryFolder } from './temporary-folder.js';
import { viewLiveContract } from './view-live.contract.js';
import { viewPageContract } from './view-page.contract.js';
import { viewStoreContract } from './view-store.contract.js';

const folder = temporaryFolder();
let count = 0;
const open = async () => {
  const store = new SqliteViewStore(join(folder.path, `views-${count++}.db`));
  folder.beforeRemoval(() => store.close());
  return store;
};

viewStoreContract('SQLite', open);
viewPageContract('SQLite', open);
viewLiveContract('SQLite', open);

const tracing = openTracing({ export: (_spans, told) => told({ code: 0 }), shutdown: async () => undefined }, 'tests');
const events = new SqliteEventStore(join(folder.path, 'events.db'));
folder.beforeRemoval(() => events.close());
folder.beforeRemoval(() => tracing.close());
const openWatched = async () =>
  tracedFor('any', { events, views: measuredViews(await open(), openMetrics()) }, tracing).views;
viewStoreContract('SQLite, watched', openWatched);
viewPageContract('SQLite, watched', openWatched);
viewLiveContract('SQLite, watched', openWatched);
