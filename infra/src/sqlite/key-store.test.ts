import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DESTROYED } from '@proficio/events';
import { SqliteKeyStore } from './key-store.js';

const folder = mkdtempSync(join(tmpdir(), 'proficio-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const onDisk = () => readdirSync(folder).map((file) => readFileSync(join(folder, file)));
const lies = (key: Uint8Array) => onDisk().some((bytes) => bytes.includes(Buffer.from(key)));

test('a destroyed key is in no file, while the store is open and after; the others are there', async () => {
  const store = new SqliteKeyStore(join(folder, 'keys.db'));
  const subjects = Array.from({ length: 2000 }, (_, n) => `learner-${(n * 7919) % 2000}`);
  const keys = new Map<string, Uint8Array>();
  for (let n = 0; n < subjects.length; n += 100)
    for (const subject of await Promise.all(subjects.slice(n, n + 100).map(made))) keys.set(...subject);
  async function made(subject: string): Promise<[string, Uint8Array]> {
    return [subject, Buffer.from(await store.ensure('academy', subject))];
  }

  const gone = subjects.filter((_, n) => n % 20 === 3);
  await Promise.all(gone.map((subject) => store.destroy('academy', subject)));
  const kept = subjects.filter((subject) => !gone.includes(subject));
  const found = () => subjects.filter((subject) => lies(keys.get(subject) ?? new Uint8Array(1)));
  expect(found()).toEqual(kept);

  store.close();
  expect(found()).toEqual(kept);
  const reopened = new SqliteKeyStore(join(folder, 'keys.db'));
  expect(await reopened.ensure('academy', gone[0] ?? '')).toBe(DESTROYED);
  expect(Buffer.from(await reopened.ensure('academy', kept[0] ?? ''))).toEqual(keys.get(kept[0] ?? ''));
  reopened.close();
});
