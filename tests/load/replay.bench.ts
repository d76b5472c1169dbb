import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, SqliteEventStore } from '@proficio/infra';
import { answers, attempts } from './answers.js';
import type { Bench, Measured } from './measured.js';

const EVENTS = 50_000;
const WINDOW = 4000;

const fill = async (path: string) => {
  const store = new SqliteEventStore(path);
  const append = attempts(store);
  for (let written = 0; written < EVENTS; written += 1000) await append(answers(1000));
  store.close();
};

const replayed = async (path: string): Promise<number> => {
  const store = new SqliteEventStore(path);
  const from = performance.now();
  let events = 0;
  for await (const batch of store.readAll({ categories: ['attempt'] })) events += batch.events.length;
  const rate = (events / (performance.now() - from)) * 1000;
  store.close();
  return rate;
};

/** The same rows in the same windows, read and parsed with nothing around it. */
const bare = (path: string): number => {
  const db = openDatabase(path);
  const select = db.prepare('SELECT * FROM events WHERE position > ? AND position <= ? ORDER BY position');
  const from = performance.now();
  let events = 0;
  for (let after = 0; after < EVENTS; after += WINDOW)
    for (const row of select.all(after, after + WINDOW)) {
      const { data, meta } = row as { readonly data: string; readonly meta: string };
      if (JSON.parse(data) && JSON.parse(meta)) events++;
    }
  const rate = (events / (performance.now() - from)) * 1000;
  db.close();
  return rate;
};

const folder = mkdtempSync(join(tmpdir(), 'proficio-replay-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'events.db');
await fill(path);

export const bench: Bench = {
  runs: 7,
  run: async () => {
    const reference = bare(path);
    const value = await replayed(path);
    const measured: Measured = {
      figure: 'replay',
      value,
      unit: 'events/s',
      reference,
      goal: { of: 'ratio', atLeast: 0.7 },
    };
    return [measured];
  },
};
