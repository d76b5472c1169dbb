import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from '../kit/repository.js';

/** The command as a person has it: a process of its own, which runs what was built. */
export const PROFICIO = join(REPOSITORY, 'services/academy/bin/proficio.mjs');

/** How a process ended, and what it said. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program on a data folder, on any free port and without the sample. */
export const spawned = (
  data: string,
  [program, ...args]: readonly [string, ...string[]],
  options: SpawnOptions = {},
): ChildProcess =>
  spawn(program, args, {
    ...options,
    env: { ...process.env, PROFICIO_DATA: data, PORT: '0', PROFICIO_SAMPLE: 'off', NODE_OPTIONS: '' },
  });

/** Waits for its end. */
export const ran = (child: ChildProcess): Promise<Ran> =>
  new Promise((resolve) => {
    const texts = { out: '', err: '' };
    child.stdout?.on('data', (chunk) => (texts.out += chunk));
    child.stderr?.on('data', (chunk) => (texts.err += chunk));
    child.on('close', (code) => resolve({ code, ...texts }));
  });
