import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { proficio } from '../real/command.js';
import { ouladFramework, ouladItems, ouladMapping, RESULTS } from '../real/oulad.js';
import type { Bench, Measured } from './measured.js';

/** Loaded before the command, which runs as it is: tells at its end how much memory all its threads took at most, in kB. */
const PRELOADED = `
  import { writeSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) process.once('exit', () => writeSync(2, 'peak ' + process.resourceUsage().maxRSS + '\\n'));`;
const TOLD = /^peak (\d+)$/m;

const Report = z.object({ rows: z.number(), recorded: z.number(), skipped: z.number(), seconds: z.number() });

/** Every run on a data folder of its own, in which the framework is published. */
const imported = async (folder: string) => {
  const file = (name: string, content: unknown): string => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const data = join(folder, 'data');
  await proficio(data, ['import', 'framework', file('framework.json', ouladFramework())]);
  const files = ['--map', file('mapping.json', ouladMapping()), '--items', file('items.json', ouladItems())];
  const node = ['--import', `data:text/javascript,${encodeURIComponent(PRELOADED)}`];
  const began = performance.now();
  const { code, out, err } = await proficio(data, ['import', 'results', RESULTS, ...files, '--json'], { node });
  const whole = (performance.now() - began) / 1000;
  if (code !== 0) throw new Error(err);
  return { ...Report.parse(JSON.parse(out)), whole, peak: Number(TOLD.exec(err)?.[1]) / 1024 };
};

const rate = (figure: string, value: number): Measured => ({
  figure,
  value,
  unit: 'results/s',
  goal: { of: 'value', atLeast: 6000 },
});

/**
 * All of OULAD by the command, with no server running, until the evidence can be read: as the command itself measures
 * it, from opening the file on, and as whoever waits for the process does.
 */
export const bench: Bench = {
  runs: 3,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proficio-import-'));
    try {
      const { rows, recorded, skipped, seconds, whole, peak } = await imported(folder);
      if (recorded + skipped !== rows) throw new Error(`${recorded} of ${rows} rows were recorded, ${skipped} skipped`);
      return [
        rate('from the file to visible evidence', rows / seconds),
        rate('the whole process', rows / whole),
        { figure: 'peak RSS of the process', value: peak, unit: 'MB', goal: { of: 'value', atMost: 600 } },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
