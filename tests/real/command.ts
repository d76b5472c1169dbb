import { PROFICIO, ran, spawned, type Ran } from '../e2e/proficio.js';

interface Manner {
  /** Is told what comes on standard error, and may kill the process. */
  readonly watch?: (told: string, kill: () => void) => void;
  /** Options of Node. */
  readonly node?: readonly string[];
}

/** Runs `proficio` on a data folder; a process that was killed has no code. */
export const proficio = (
  data: string,
  args: readonly string[],
  { watch = () => undefined, node = [] }: Manner = {},
): Promise<Ran> => {
  const child = spawned(data, [process.execPath, ...node, PROFICIO, ...args]);
  child.stderr?.on('data', (chunk) => watch(String(chunk), () => child.kill('SIGKILL')));
  return ran(child);
};
