import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '@proficio/infra';
import type { Bench, Measured } from './measured.js';
import { growing } from './rebuild/log.js';
import { taken, type Took } from './rebuild/work.js';

const BASE = 1_000_000;
const SIZES = [100_000, BASE, 4_000_000];

/** The rate of an event is compared with that of a million; so are they told. */
const figuresOf = (took: ReadonlyMap<number, Took>): readonly Measured[] =>
  SIZES.flatMap((size): readonly Measured[] => {
    const { ofCore = NaN, peakMB = NaN } = took.get(size) ?? {};
    const each = (ofCore / size) * 1e6;
    const reference = ((took.get(BASE)?.ofCore ?? NaN) / BASE) * 1e6;
    const figure = `${size.toLocaleString('en')} events`;
    return [
      { figure, value: each, unit: 'microseconds of one core an event', reference, goal: { of: 'ratio', atMost: 1.1 } },
      { figure: `${figure}, peak RSS`, value: peakMB, unit: 'MB', goal: { of: 'value', atMost: 700 } },
    ];
  });

/** The competency views of a log that grows, built anew at each size by a process on one core: classes at quizzes. */
export const bench: Bench = {
  runs: 1,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proficio-growth-'));
    const log = join(folder, 'events.db');
    try {
      const store = new SqliteEventStore(log);
      const grow = growing(store, 'quizzes');
      const took = new Map<number, Took>();
      let size = 0;
      for (const next of SIZES) {
        await grow(next - size);
        size = next;
        took.set(size, taken('build', log));
      }
      store.close();
      return figuresOf(took);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
