import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process of the real command, on one data folder. */
export interface Killable {
  /** Resolves with its endpoint when it is ready. @throws Error when it ended before */
  readonly endpoint: Promise<string>;
  /** Resolves when it has taken the data folder, or has ended. */
  readonly taken: Promise<void>;
  /** Gives false when it had ended by itself. */
  readonly kill: () => Promise<boolean>;
  /** Ends it as an operator does. Gives its exit code. */
  readonly end: () => Promise<number | null>;
}

const CHILD = join(import.meta.dirname, 'crash.child.mjs');

/** Gives processes of the command on `folder`, one after the other; the next one is always loaded and waiting. */
export const killables = (folder: string) => {
  const environment = { ...process.env, PROFICIO_DATA: folder, PORT: '0', LOG_LEVEL: 'warn', NODE_OPTIONS: '' };
  const all: ChildProcess[] = [];
  const load = () => {
    const child = spawn(process.execPath, [CHILD], { env: environment });
    all.push(child);
    return child;
  };
  let waiting = load();
  return {
    begin: (...args: readonly string[]): Killable => {
      // What a killed process said of itself.
      rmSync(join(folder, 'holder.json'), { force: true });
      const child = waiting;
      waiting = load();
      const begun = watched(child, folder);
      child.stdin.write(`${JSON.stringify(args)}\n`);
      return begun;
    },
    /** None of them outlives the test. */
    endAll: async () => {
      for (const child of all.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
        child.kill('SIGKILL');
        await once(child, 'close');
      }
    },
  };
};

const watched = (child: ChildProcess, folder: string): Killable => {
  let said = '';
  const exited = once(child, 'close').then(() => child.exitCode);
  child.stdout?.on('data', (chunk) => (said += chunk));
  child.stderr?.on('data', (chunk) => (said += chunk));
  const endWith = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    return exited;
  };
  const until = async (happened: () => boolean) => {
    while (!happened() && child.exitCode === null && child.signalCode === null) await sleep(2);
  };
  const endpointIn = () => /answers at (\S+)/.exec(said)?.[1];
  const endpoint = until(() => endpointIn() !== undefined).then(() => {
    const url = endpointIn();
    if (url === undefined) throw new Error(`npm run build first? ${said}`);
    return url;
  });
  endpoint.catch(() => undefined);
  return {
    endpoint,
    taken: until(() => existsSync(join(folder, 'holder.json'))),
    kill: async () => {
      await endWith('SIGKILL');
      return child.signalCode === 'SIGKILL';
    },
    end: () => endWith('SIGTERM'),
  };
};
