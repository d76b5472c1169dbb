import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openKurrent } from '@proficio/infra';
import { startMongoServer } from '../kit/mongo-server.js';
import { startKurrentServer } from '../kurrent-server/started.js';
import type { Bench, Measured } from './measured.js';
import { FRAMEWORKS } from './partitions/split.js';
import { growing } from './rebuild/log.js';

/** Answers about each of the two frameworks, a class at a quiz of the one and one of the other by turns. */
const ANSWERS = 25_600;
const BOTH = 2 * ANSWERS;
const AT_ONCE = 1280;
const PATIENT = { answerMs: 30_000, patienceMs: 60_000 };

const CHILD = join(import.meta.dirname, 'partitions', 'child.js');

/** What a process took of its core, and how long until it was ready. */
interface Took {
  readonly seconds: number;
  readonly ofCore: number;
}

const write = async (url: string): Promise<void> => {
  const store = await openKurrent(url, PATIENT);
  const growers = FRAMEWORKS.map((about, seed) => growing(store, 'quizzes', { ...about, seed: seed + 1 }));
  for (let written = 0; written < ANSWERS; written += AT_ONCE) for (const grow of growers) await grow(AT_ONCE);
  await store.close();
};

/** One process for each list of partitions, begun at once on views that are not there yet. */
const build = async (
  urls: readonly string[],
  database: string,
  ...lists: readonly string[]
): Promise<readonly Took[]> => {
  const children = await Promise.all(
    lists.map(async (names) => {
      const child = spawn(process.execPath, [CHILD, ...urls, database, names], { stdio: ['pipe', 'pipe', 'inherit'] });
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      const line = async (): Promise<string> => {
        const { value, done } = await lines.next();
        if (done) throw new Error(`the process of ${names} ended`);
        return String(value);
      };
      await line();
      return { go: () => child.stdin.write('\n'), line, exit: once(child, 'exit') };
    }),
  );
  for (const { go } of children) go();
  const told = await Promise.all(children.map(({ line }) => line()));
  await Promise.all(children.map(({ exit }) => exit));
  return told.map((line) => JSON.parse(line) as Took);
};

const most = (all: readonly Took[], of: keyof Took): number => Math.max(...all.map((took) => took[of]));

/**
 * The competency views of two frameworks by one process that builds both partitions, and by two that build one each, on
 * the servers for tests. These share the machine with the processes: what a runner carries is told by the time that the
 * busier process takes of its core.
 */
export const bench: Bench = {
  runs: 1,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proficio-partitions-'));
    const kurrent = await startKurrentServer(join(folder, 'log.db'));
    const mongo = await startMongoServer(folder);
    try {
      await write(kurrent.url);
      const urls = [kurrent.url, mongo.url];
      const whole = await build(urls, 'whole', 'all');
      const one = await build(urls, 'one', 'west,rest');
      const two = await build(urls, 'two', 'west', 'rest');
      const rates = (
        of: keyof Took,
        unit: string,
        figure: string,
        before: readonly Took[],
        atLeast: number,
      ): Measured => ({
        figure,
        value: BOTH / most(two, of),
        unit,
        reference: BOTH / most(before, of),
        goal: { of: 'ratio', atLeast },
      });
      const [passing, ofCore] = ['events/s', 'events per second of the busier core'];
      return [
        rates('seconds', passing, 'two processes of a partition each, against one of both', one, 1),
        rates('ofCore', ofCore, 'the same, by the core of the busier process', one, 1.5),
        rates('ofCore', ofCore, 'the same, against one process of views that are not split', whole, 1.3),
      ];
    } finally {
      await Promise.all([kurrent.kill(), mongo.kill()]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
