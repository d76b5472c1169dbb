import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockOf } from './alone.js';

/** Compiled or not, the kit is a few folders below it. */
const placeOf = (folder: string): string =>
  existsSync(join(folder, 'mongo-server/pom.xml')) ? join(folder, 'mongo-server') : placeOf(dirname(folder));
const PLACE = placeOf(import.meta.dirname);
const BUILT = join(PLACE, 'target');
const JAVA = 17;

/** Is there what the server for tests is built and run with? */
export const canRunMongoServer = (): boolean => {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(\d+)/.exec(java.stderr ?? '')?.[1] ?? 0);
  return version >= JAVA && spawnSync('mvn', ['-version']).status === 0;
};

export interface MongoServer {
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** As a power cut would; what was acknowledged is in the file. */
  readonly kill: () => Promise<void>;
}

/** Starts a server on a file in `folder`, which may be another one's before it, building it first where it is new. */
export const startMongoServer = async (folder: string, port = 0): Promise<MongoServer> => {
  await build();
  const classes = [join(BUILT, 'classes'), join(BUILT, 'dependency', '*')].join(':');
  const options = ['-Xmx256m', '-XX:+UseSerialGC', '-cp', classes];
  const child = spawn('java', [...options, 'MongoServer', join(folder, 'mongo.db'), String(port)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint += chunk));
  const said = once(createInterface(child.stdout), 'line');
  const url: unknown = (await Promise.race([said, ended]))[0];
  if (typeof url !== 'string') throw new Error(`the server for tests did not start: ${complaint}`);
  return {
    url,
    port: Number(new URL(url).port),
    process: child,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};

const isBuilt = (): boolean => {
  const made = join(BUILT, 'classes/MongoServer.class');
  const source = readdirSync(join(PLACE, 'src'), { recursive: true, encoding: 'utf8' }).map((name) =>
    join('src', name),
  );
  const isOlder = (name: string) => statSync(join(PLACE, name)).mtimeMs <= statSync(made).mtimeMs;
  return existsSync(made) && ['pom.xml', ...source].every(isOlder);
};

/** Once, whoever asks: others wait for it. */
const build = async (): Promise<void> => {
  mkdirSync(BUILT, { recursive: true });
  while (!isBuilt()) {
    const release = lockOf(BUILT, 'building');
    if (!release) await sleep(200);
    else if (isBuilt()) release();
    else await compile().finally(release);
  }
};

const compile = async (): Promise<void> => {
  const child = spawn('mvn', ['-q', '-B', 'dependency:copy-dependencies', 'compiler:compile'], { cwd: PLACE });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`the server for tests was not built: ${said}`);
};
