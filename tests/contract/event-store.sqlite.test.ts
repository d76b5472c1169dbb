import { join } from 'node:path';
import { measuredEvents, openMetrics, SqliteEventStore } from '@proficio/infra';
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
eventStoreContract('SQLite, measured', async () => measuredEvents(await open(), openMetrics()));
eventLogContract('SQLite, measured', async () => measuredEvents(await open(), openMetrics()));
