import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openKurrent, openMongo, type Stores } from '@proficio/infra';
import { startMongoServer } from '../kit/mongo-server.js';
import { startKurrentServer } from '../kurrent-server/started.js';
import { PROFICIO } from './proficio.js';

const SERVICES = ['curriculum', 'assessment', 'progress', 'competency'] as const;
const SECRET = 'what gateway and services know each other by';

/** A process of the academy, at a port that it has again when it is started again. */
export interface Process {
  readonly name: string;
  readonly child: ChildProcess;
  readonly url: string;
}

/** The whole academy, each of its services in a process of its own, on servers for tests. */
export interface Apart {
  readonly url: string;
  readonly folder: string;
  /** The servers' own stores, as another process sees them. */
  readonly stores: Stores;
  readonly processes: ReadonlyMap<string, Process>;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

export const startApart = async (): Promise<Apart> => {
  const folder = mkdtempSync(join(tmpdir(), 'proficio-apart-'));
  const lines: string[] = [];
  const [kurrent, mongo] = await Promise.all([startKurrentServer(join(folder, 'log.db')), startMongoServer(folder)]);
  const data = join(folder, 'data');
  mkdirSync(data);
  const environment = {
    PROFICIO_KURRENT_URL: kurrent.url,
    PROFICIO_MONGO_URL: mongo.url,
    PROFICIO_GATEWAY_SECRET: SECRET,
    PROFICIO_AFTER_MS: '2000',
    PROFICIO_DATA: data,
  };
  const start = (name: string, more: Readonly<Record<string, string>> = {}) =>
    started(name, { ...environment, ...more }, (line) => void lines.push(line));
  const services = await Promise.all(SERVICES.map((name) => start(name)));
  const events = await openKurrent(kurrent.url);
  const { views, keys, close } = await openMongo(mongo.url);
  const places = services.map(({ name, url }) => [`PROFICIO_${name.toUpperCase()}_URL`, url]);
  const gateway = await start('gateway', Object.fromEntries(places));
  const processes = new Map([...services, gateway].map((one) => [one.name, one]));
  return {
    url: gateway.url,
    folder: data,
    stores: { events, views, keys },
    processes,
    log: () => lines.join('\n'),
    stop: async () => {
      await Promise.all([gateway, ...services].map(({ child }) => ended(child, 'SIGTERM')));
      await Promise.all([events.close(), close()]);
      await Promise.all([kurrent.kill(), mongo.kill()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const started = async (
  name: string,
  environment: Readonly<Record<string, string>>,
  logs: (line: string) => void,
): Promise<Process> => {
  const env = { ...process.env, NODE_OPTIONS: '', HOST: '127.0.0.1', PORT: '0', ...environment };
  const child = spawn(process.execPath, [PROFICIO, 'start', name], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  createInterface(child.stderr).on('line', logs);
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit')]);
  const [, url] = /answers at (\S+)/.exec(String(line)) ?? [];
  if (url === undefined) throw new Error(`${name} did not start: ${String(line)}`);
  return { name, child, url };
};

const ended = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
};
