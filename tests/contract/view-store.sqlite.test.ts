import { join } from 'node:path';
import { measuredViews, openMetrics, SqliteViewStore } from '@proficio/infra';
import { temporaryFolder } from './temporary-folder.js';
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
viewStoreContract('SQLite, measured', async () => measuredViews(await open(), openMetrics()));
viewPageContract('SQLite, measured', async () => measuredViews(await open(), openMetrics()));
