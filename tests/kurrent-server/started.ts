import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { About } from './server.js';

export type { About };

/** The test server in a process of its own. */
export interface Started {
  readonly url: string;
  readonly pid: number | undefined;
  /** It lives and answers nothing, until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Ends every subscription with an error. */
  readonly drop: () => void;
  /** Of a cluster: the first node lives on without the others, and the second leads. */
  readonly cutOff: () => void;
  /** As a power cut would end it. */
  readonly kill: () => Promise<void>;
}

const MAIN = join(import.meta.dirname, '..', 'dist', 'kurrent-server', 'main.js');
const BUILT = import.meta.filename.endsWith('.js') ? join(import.meta.dirname, 'main.js') : MAIN;

/** Starts it on a log that may be there already; on `port` again, so that those who were connected find it. */
export const startKurrentServer = async (file: string, port = 0, about: About = {}): Promise<Started> => {
  if (!existsSync(BUILT)) throw new Error(`${BUILT} is missing: npm run build first`);
  const child = spawn(process.execPath, [BUILT, file, String(port), JSON.stringify(about)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await told(child);
  const signal = (name: NodeJS.Signals) => () => void child.kill(name);
  return {
    url,
    pid: child.pid,
    freeze: signal('SIGSTOP'),
    thaw: signal('SIGCONT'),
    drop: signal('SIGUSR2'),
    cutOff: signal('SIGUSR1'),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
};

export const portOf = (url: string): number => Number(/:(\d+)\?/.exec(url)?.[1]);

const told = async (child: ChildProcess): Promise<string> => {
  const { stdout } = child;
  if (!stdout) throw new Error('the server has no output');
  const lines = createInterface(stdout);
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`the server ended with ${String(code)}`)),
  );
  ended.catch(() => undefined);
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  return line;
};
