import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Work = 'read' | 'build' | 'prove';

/** What a process took: seconds as they passed, those of its one core, and memory at most. */
export interface Took {
  readonly seconds: number;
  readonly ofCore: number;
  readonly peakMB: number;
}

const CHILD = join(import.meta.dirname, 'child.js');
const pins = spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** Does it in a process of its own, on one core where the machine lets us say so, and leaves nothing behind. */
export const taken = (work: Work, log: string): Took => {
  const folder = mkdtempSync(join(tmpdir(), 'proficio-rebuild-'));
  const profiled = process.env['PROFILE_CPU'] ? ['--cpu-prof', `--cpu-prof-dir=${process.env['PROFILE_CPU']}`] : [];
  const [program = '', ...args] = [...(pins ? ['taskset', '-c', '0'] : []), process.execPath, ...profiled, CHILD];
  try {
    const { status, stdout, stderr } = spawnSync(program, [...args, work, log, folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Took;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
