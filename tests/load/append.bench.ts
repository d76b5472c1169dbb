import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore, NewEvent } from '@proficio/events';
import { SqliteEventStore } from '@proficio/infra';
import { answers, attempts } from './answers.js';
import type { Bench, Measured } from './measured.js';

/** How the events arrive: so many a commit, by so many clients at once. Raw: the same bytes, one write and flush a commit. */
interface Load {
  readonly figure: string;
  readonly commits: number;
  readonly perCommit: number;
  readonly goal: Measured['goal'];
  readonly commit: (store: EventStore) => (events: readonly NewEvent[]) => Promise<unknown>;
}

const LOADS: readonly Load[] = [
  {
    figure: 'one at a time',
    commits: 400,
    perCommit: 1,
    goal: { of: 'ratio', atLeast: 0.9 },
    commit: attempts,
  },
  {
    figure: '64 at once',
    commits: 60,
    perCommit: 64,
    goal: { of: 'value', atLeast: 30_000 },
    commit: (store) => {
      const clients = Array.from({ length: 64 }, () => attempts(store));
      return (events) => Promise.all(events.map((event, n) => clients[n]?.([event])));
    },
  },
  {
    figure: '100 a commit',
    commits: 60,
    perCommit: 100,
    goal: { of: 'value', atLeast: 70_000 },
    commit: attempts,
  },
];

/** Ours and raw by turns, so that both meet the same disk. */
const BLOCKS = 4;

const measure = async (folder: string, { figure, commits, perCommit, goal, commit }: Load): Promise<Measured> => {
  const store = new SqliteEventStore(join(folder, `${perCommit}.db`));
  const raw = openSync(join(folder, `${perCommit}.raw`), 'a');
  const write = commit(store);
  await write(answers(perCommit));
  let [ours, bare] = [0, 0];
  for (let block = 0; block < BLOCKS; block++) {
    const batches = Array.from({ length: commits / BLOCKS }, () => answers(perCommit));
    const texts = batches.map((batch) => Buffer.from(JSON.stringify(batch)));
    bare += timed(() => texts.forEach((text) => flushed(raw, text)));
    const from = performance.now();
    for (const batch of batches) await write(batch);
    ours += performance.now() - from;
  }
  store.close();
  closeSync(raw);
  const events = commits * perCommit * 1000;
  return { figure, value: events / ours, unit: 'events/s', reference: events / bare, goal };
};

const timed = (work: () => void): number => {
  const from = performance.now();
  work();
  return performance.now() - from;
};

const flushed = (file: number, text: Buffer) => {
  writeSync(file, text);
  fdatasyncSync(file);
};

export const bench: Bench = {
  runs: 5,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proficio-append-'));
    const measured: Measured[] = [];
    for (const load of LOADS) measured.push(await measure(folder, load));
    rmSync(folder, { recursive: true, force: true });
    return measured;
  },
};
