import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from './data-folder.js';

/** The command as a person has it: a process of its own, which runs what was built. */
const PROFICIO = join(REPOSITORY, 'services/academy/bin/proficio.mjs');

/** How a run ended: with a code, or by a signal. */
interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

interface Manner {
  /** Is told what comes on standard error, and may kill the process. */
  readonly watch?: (told: string, kill: () => void) => void;
  /** Options of Node. */
  readonly node?: readonly string[];
}

/** Runs `proficio` on a data folder. */
export const proficio = (
  data: string,
  args: readonly string[],
  { watch = () => undefined, node = [] }: Manner = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...node, PROFICIO, ...args, '--data', data], {
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const texts = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (texts.out += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => {
      texts.err += String(chunk);
      watch(String(chunk), () => child.kill('SIGKILL'));
    });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...texts }));
  });
