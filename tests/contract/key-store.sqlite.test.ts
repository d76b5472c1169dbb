import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DESTROYED } from '@proficio/events';
import { heldKeys, SqliteKeyStore } from '@proficio/infra';
import { keyStoreContract } from './key-store.contract.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

const open = (name: string): SqliteKeyStore => {
  const store = new SqliteKeyStore(join(folder.path, name));
  folder.beforeRemoval(() => store.close());
  return store;
};

keyStoreContract('SQLite', async () => open('keys.db'));
keyStoreContract(
  'SQLite, with reserved names held',
  async () => heldKeys(open('held.db')),
  () => `#${randomUUID()}`,
);

test('a reserved name is asked for once, a learner every time', async () => {
  const store = open('asked.db');
  const held = heldKeys(store);
  const reserved = await held.ensure('t', '#tenant');
  await held.ensure('t', 'ada');
  await store.destroy('t', '#tenant');
  await store.destroy('t', 'ada');
  expect(await held.ensure('t', '#tenant')).toEqual(reserved);
  expect(await held.ensure('t', 'ada')).toBe(DESTROYED);
  expect(await held.ensure('u', '#tenant')).not.toEqual(reserved);
});
