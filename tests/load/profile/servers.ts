import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

/** A server in processes of its own, all of them on one core. */
export interface Server {
  readonly url: string;
  /** Seconds of the core that it has taken since it started. */
  readonly taken: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

const SERVED_BY = 0;
const ASKED_BY = 1;
const pins = spawnSync('taskset', ['-c', String(ASKED_BY), 'true']).status === 0;

/** The asking process leaves the servers' core alone, where the machine lets us say so. */
export const keepOffTheirCore = (): boolean =>
  pins && spawnSync('taskset', ['-cp', String(ASKED_BY), String(process.pid)]).status === 0;

/** Where it is not pinned it has all cores, as in production. */
export const startOurs = async (folder: string, { pinned = pins } = {}): Promise<Server> => {
  const academy = await start('ours', [folder], pinned);
  return serverOf(academy.url, [academy.child]);
};

/** Every process on its own copy of the folder, as services of their own databases would be. */
export const startStock = async (folder: string, copies: string, { pinned = pins } = {}): Promise<Server> => {
  const children: ChildProcess[] = [];
  const urls: Record<string, string> = {};
  for (const name of ['assessment', 'competency', 'curriculum', 'progress']) {
    const subgraph = await start('stock-subgraph', [copyOf(folder, join(copies, name)), name], pinned);
    children.push(subgraph.child);
    urls[name] = subgraph.url;
  }
  const gateway = await start('stock-gateway', [copyOf(folder, join(copies, 'gateway')), JSON.stringify(urls)], pinned);
  return serverOf(gateway.url, [gateway.child, ...children]);
};

const serverOf = (url: string, children: readonly ChildProcess[]): Server => ({
  url,
  taken: async () => {
    const each = await Promise.all(children.map(taken));
    return each.reduce((sum, seconds) => sum + seconds, 0);
  },
  stop: () => end(children),
});

const taken = async (child: ChildProcess): Promise<number> => {
  const answered = once(child, 'message');
  child.send('taken');
  const [message] = (await answered) as [{ readonly taken: number }];
  return message.taken;
};

const copyOf = (folder: string, to: string): string => {
  cpSync(folder, to, { recursive: true });
  return to;
};

const start = async (file: string, given: readonly string[], pinned = pins) => {
  const profiled = process.env['PROFILE_CPU'] ? ['--cpu-prof', `--cpu-prof-dir=${process.env['PROFILE_CPU']}`] : [];
  const command = [...(pinned ? ['taskset', '-c', String(SERVED_BY)] : []), process.execPath, ...profiled];
  const child = spawn(command[0] ?? '', [...command.slice(1), join(import.meta.dirname, `${file}.js`), ...given], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true' },
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${file} ended`);
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ readonly url: string }];
  ended.catch(() => undefined);
  return { child, url: message.url };
};

const end = async (children: readonly ChildProcess[]): Promise<void> => {
  for (const child of children) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
};
