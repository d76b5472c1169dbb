import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewEvent } from '@proficio/events';
import { SqliteEventStore } from '@proficio/infra';
import { answers, attempts } from './answers.js';
import type { Bench, Measured } from './measured.js';

/** How the events arrive: so many an append, by so many clients at once. Raw: the same bytes, one write and flush a commit. */
interface Load {
  readonly figure: string;
  readonly clients: number;
  readonly perAppend: number;
  readonly commits: number;
  readonly goal: Measured['goal'];
}

const LOADS: readonly Load[] = [
  { figure: 'one at a time', clients: 1, perAppend: 1, commits: 400, goal: { of: 'ratio', atLeast: 0.9 } },
  { figure: '64 at once', clients: 64, perAppend: 1, commits: 60, goal: { of: 'value', atLeast: 30_000 } },
  { figure: '100 a commit', clients: 1, perAppend: 100, commits: 60, goal: { of: 'value', atLeast: 70_000 } },
  { figure: '8 times 100 at once', clients: 8, perAppend: 100, commits: 12, goal: { of: 'value', atLeast: 70_000 } },
];

/** Ours and raw by turns, so that both meet the same disk. */
const BLOCKS = 4;

const measure = async (folder: string, load: Load): Promise<Measured> => {
  const { figure, clients, perAppend, commits, goal } = load;
  const store = new SqliteEventStore(join(folder, `${figure}.db`));
  const raw = openSync(join(folder, `${figure}.raw`), 'a');
  const append = Array.from({ length: clients }, () => attempts(store));
  const commit = (appends: readonly (readonly NewEvent[])[]) =>
    Promise.all(appends.map((events, n) => append[n]?.(events)));
  for (const appends of batchesOf(load, warmUp(load))) await commit(appends);
  let [ours, bare] = [0, 0];
  for (let block = 0; block < BLOCKS; block++) {
    const batches = batchesOf(load, commits / BLOCKS);
    const texts = batches.map((batch) => Buffer.from(JSON.stringify(batch)));
    bare += timed(() => texts.forEach((text) => flushed(raw, text)));
    const from = performance.now();
    for (const batch of batches) await commit(batch);
    ours += performance.now() - from;
  }
  store.close();
  closeSync(raw);
  const events = commits * clients * perAppend * 1000;
  return { figure, value: events / ours, unit: 'events/s', reference: events / bare, goal };
};

const batchesOf = ({ clients, perAppend }: Load, commits: number) =>
  Array.from({ length: commits }, () => Array.from({ length: clients }, () => answers(perAppend)));

/** Commits until the log of changes has its size and is written over from then on, as in a server that runs. */
const warmUp = ({ clients, perAppend }: Load): number => Math.ceil(6000 / (clients * perAppend + 8));

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
