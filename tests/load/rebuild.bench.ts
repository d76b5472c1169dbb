import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '@proficio/infra';
import type { Bench, Measured } from './measured.js';
import { growing, type Order } from './rebuild/log.js';
import { taken, type Work } from './rebuild/work.js';

const EVENTS = 1_000_000;
const GOAL = { of: 'value', atLeast: 120_000 } as const;

/** How much is done, and in which order the log has its answers. */
const FIGURES: readonly (readonly [figure: string, order: Order, work: Work])[] = [
  ['classes at quizzes', 'quizzes', 'build'],
  ['classes at quizzes, with the hash of all views', 'quizzes', 'prove'],
  ['anybody on anything', 'scattered', 'build'],
];

const written = async (path: string, order: Order): Promise<void> => {
  const store = new SqliteEventStore(path);
  await growing(store, order)(EVENTS);
  store.close();
};

/**
 * The competency views of one million answers, by a process on one core. The rate is by the time that it takes of the
 * core, so that whatever else a machine does changes little; the rate as it passes is told as well. Reference: the same
 * rows, read and parsed.
 */
export const bench: Bench = {
  runs: 3,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proficio-rebuild-'));
    const measured: Measured[] = [];
    const logs = new Map<Order, string>();
    try {
      for (const [figure, order, work] of FIGURES) {
        const log = logs.get(order) ?? join(folder, `${order}.db`);
        if (!logs.has(order)) await written(log, order);
        logs.set(order, log);
        const [bare, ours] = [taken('read', log), taken(work, log)];
        const rates = { unit: 'events per second of one core', goal: GOAL };
        measured.push({ figure, value: EVENTS / ours.ofCore, reference: EVENTS / bare.ofCore, ...rates });
        const passing = { unit: 'events/s', goal: GOAL };
        measured.push({
          figure: `${figure}, as time passes`,
          value: EVENTS / ours.seconds,
          reference: EVENTS / bare.seconds,
          ...passing,
        });
      }
      return measured;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
