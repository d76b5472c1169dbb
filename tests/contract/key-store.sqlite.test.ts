import { join } from 'node:path';
import { SqliteKeyStore } from '@proficio/infra';
import { keyStoreContract } from './key-store.contract.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

keyStoreContract('SQLite', async () => {
  const store = new SqliteKeyStore(join(folder.path, 'keys.db'));
  folder.beforeRemoval(() => store.close());
  return store;
});
