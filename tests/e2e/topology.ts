import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadSample, openApi, type Api } from '@proficio/academy';
import { mintToken, openKurrent, openMongo, type Stores } from '@proficio/infra';
import { startMongoServer } from '../kit/mongo-server.js';
import { portOf, startKurrentServer } from '../kurrent-server/started.js';
import { PROFICIO, ran, spawned } from './proficio.js';

export const SERVICES = ['curriculum', 'assessment', 'progress', 'competency'] as const;
const SECRET = 'what gateway and services know each other by';

/** A process that can be hurt, and comes back at the port that it had. */
export interface Part {
  readonly url: string;
  readonly pid: () => number | undefined;
  readonly kill: () => Promise<void>;
  readonly end: () => Promise<void>;
  /** It lives and answers nothing, until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Starts it again, as an orchestrator does; `clockMs`: with a clock that is so far ahead, where it is a process of ours. */
  readonly again: (clockMs?: number) => Promise<void>;
}

/** The whole academy, each of its services in a process of its own, on servers for tests. */
export interface Apart {
  readonly url: string;
  readonly folder: string;
  /** The servers' own stores, as another process sees them. */
  readonly stores: Stores;
  readonly parts: Readonly<Record<(typeof SERVICES)[number] | 'gateway' | 'kurrent' | 'mongo', Part>>;
  /** One more process of a service, which works beside the first; with settings of its own. */
  readonly twin: (service: (typeof SERVICES)[number], settings?: SettingsOf) => Promise<Part>;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

type SettingsOf = Readonly<Record<string, string>>;

export interface ApartOptions {
  /** Whether the sample academy is loaded into tenant `academy`; it is, unless said. */
  readonly sample?: boolean;
  /** A data folder whose log and keys are copied to the servers before, and whose tokens are taken. */
  readonly copyOf?: string;
  /** Of every process. */
  readonly settings?: SettingsOf;
  /** Of the first process of competency. */
  readonly ofCompetency?: SettingsOf;
}

export const startApart = async ({
  sample = true,
  copyOf,
  settings = {},
  ofCompetency = {},
}: ApartOptions = {}): Promise<Apart> => {
  const folder = mkdtempSync(join(tmpdir(), 'proficio-apart-'));
  const data = copyOf ?? join(folder, 'data');
  mkdirSync(data, { recursive: true });
  const lines: string[] = [];
  const begun: Part[] = [];
  const kept = (part: Part): Part => (begun.push(part), part);
  const [kurrent, mongo] = (await Promise.all([kurrentIn(folder), mongoIn(folder)])).map(kept);
  if (copyOf) await copied(copyOf, kurrent?.url ?? '', mongo?.url ?? '');
  const environment = {
    PROFICIO_KURRENT_URL: kurrent?.url ?? '',
    PROFICIO_MONGO_URL: mongo?.url ?? '',
    PROFICIO_GATEWAY_SECRET: SECRET,
    PROFICIO_AFTER_MS: '2000',
    PROFICIO_DATA: data,
    ...settings,
  };
  const start = async (name: string, more: SettingsOf = {}) =>
    kept(await serviceOf(name, { ...environment, ...more }, (line) => void lines.push(line)));
  const [curriculum, assessment, progress, competency] = await Promise.all(
    SERVICES.map((name) => start(name, name === 'competency' ? ofCompetency : {})),
  );
  if (!kurrent || !mongo || !curriculum || !assessment || !progress || !competency)
    throw new Error('a part is missing');
  const gateway = await start('gateway', {
    PROFICIO_CURRICULUM_URL: curriculum.url,
    PROFICIO_ASSESSMENT_URL: assessment.url,
    PROFICIO_PROGRESS_URL: progress.url,
    PROFICIO_COMPETENCY_URL: competency.url,
  });
  const events = await openKurrent(kurrent.url);
  const { views, keys, close } = await openMongo(mongo.url);
  if (sample) await loadSample(await administratorAt(gateway.url, data));
  return {
    url: gateway.url,
    folder: data,
    stores: { events, views, keys },
    parts: { curriculum, assessment, progress, competency, gateway, kurrent, mongo },
    twin: start,
    log: () => lines.join('\n'),
    stop: async () => {
      await Promise.all([events.close(), close()]);
      const [servers, processes] = [begun.slice(0, 2), begun.slice(2)];
      for (const parts of [processes, servers]) await Promise.all(parts.map(({ end }) => end()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const copied = async (data: string, to: string, keysTo: string): Promise<void> => {
  const given = ['copy', '--to', to, '--keys-to', keysTo, '--learners'];
  const { code, err } = await ran(spawned(data, [process.execPath, PROFICIO, ...given]));
  if (code !== 0) throw new Error(err);
};

export const administratorAt = async (url: string, dataFolder: string, tenant = 'academy'): Promise<Api> => {
  const token = await mintToken(dataFolder, { subject: 'root', role: 'administrator', tenant });
  return openApi({ dataFolder, tenant, url, token });
};

const serviceOf = async (name: string, environment: SettingsOf, logs: (line: string) => void): Promise<Part> => {
  const begin = async (port: string, clockMs = 0) => {
    const env = { ...process.env, NODE_OPTIONS: clockOf(clockMs), HOST: '127.0.0.1', PORT: port, ...environment };
    const child = spawn(process.execPath, [PROFICIO, 'start', name], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const exit = once(child, 'exit');
    let last = '';
    createInterface(child.stderr).on('line', (text) => logs((last = text)));
    const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), exit]);
    const [, url] = /answers at (\S+)/.exec(String(line)) ?? [];
    if (url === undefined) throw new Error(`${name} did not start: ${String(line)} ${last}`);
    return { child, exit, url };
  };
  let running = await begin('0');
  const { url } = running;
  const endBy = (signal: NodeJS.Signals) => async () => {
    running.child.kill(signal);
    await running.exit;
  };
  return {
    url,
    pid: () => running.child.pid,
    kill: endBy('SIGKILL'),
    end: endBy('SIGTERM'),
    freeze: () => void running.child.kill('SIGSTOP'),
    thaw: () => void running.child.kill('SIGCONT'),
    again: async (clockMs) => {
      running = await begin(new URL(url).port, clockMs);
    },
  };
};

/** Options by which Node takes its time from a clock that is so far ahead. */
const clockOf = (aheadMs: number): string => {
  if (aheadMs === 0) return '';
  const wrong = `const { now } = Date; Date.now = () => now() + ${aheadMs};
    globalThis.Date = class extends Date { constructor(...given) { given.length ? super(...given) : super(Date.now()); } };`;
  return `--import data:text/javascript,${encodeURIComponent(wrong)}`;
};

const kurrentIn = async (folder: string): Promise<Part> => {
  const file = join(folder, 'log.db');
  let server = await startKurrentServer(file);
  const { url } = server;
  const kill = () => server.kill();
  return {
    url,
    pid: () => server.pid,
    kill,
    end: kill,
    freeze: () => server.freeze(),
    thaw: () => server.thaw(),
    again: async () => {
      server = await startKurrentServer(file, portOf(url));
    },
  };
};

const mongoIn = async (folder: string): Promise<Part> => {
  let server = await startMongoServer(folder);
  const { url, port } = server;
  const kill = () => server.kill();
  return {
    url,
    pid: () => server.process.pid,
    kill,
    end: kill,
    freeze: () => void server.process.kill('SIGSTOP'),
    thaw: () => void server.process.kill('SIGCONT'),
    again: async () => {
      server = await startMongoServer(folder, port);
    },
  };
};
