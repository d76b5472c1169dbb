import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from '../kit/repository.js';
import { PROFICIO } from './proficio.js';

const folder = mkdtempSync(join(tmpdir(), 'proficio-loaded-'));
afterAll(() => rmSync(folder, { recursive: true }));
const TELLS = pathToFileURL(join(import.meta.dirname, 'loaded.child.mjs')).href;
const ACADEMY = pathToFileURL(join(REPOSITORY, 'services/academy/dist/')).href;

/** What a process loads until it has nothing more to do, or is told to end where it answers: packages, and services of ours. */
const loadedBy = async (...args: readonly string[]): Promise<ReadonlySet<string>> => {
  const file = join(folder, 'loaded');
  const tells = openSync(file, 'w');
  const env = { ...process.env, PROFICIO_DATA: join(folder, 'data'), PORT: '0', NODE_OPTIONS: '' };
  const child = spawn(process.execPath, ['--import', TELLS, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', tells],
  });
  closeSync(tells);
  const exit = once(child, 'exit');
  let said = '';
  child.stderr?.on('data', (chunk) => (said += chunk));
  child.stdout?.on('data', (chunk) => String(chunk).includes('answers at') && child.kill('SIGTERM'));
  const [code] = await exit;
  if (code !== 0) throw new Error(said);
  return new Set(readFileSync(file, 'utf8').split('\n').flatMap(homeOf));
};
const homeOf = (path: string): readonly string[] =>
  /(?:.*\/node_modules\/)((?:@[^/]+\/)?[^/]+)|\/(services\/\w+)\//.exec(path)?.slice(1).filter(Boolean) ?? [];
/** What a process of its own is made of, as it is before it asks any server. */
const madeOf = (work: string): readonly string[] => ['--input-type=module', '--eval', work];
const SERVICE = `await import('${ACADEMY}apart/service.js');
  await (await import('${ACADEMY}apart/hosted.js')).serviceNamed('progress');`;

const WATCHERS = ['@opentelemetry/sdk-trace-base', 'prom-client'];
const OTHERS = ['services/curriculum', 'services/assessment', 'services/competency'];

test.each([
  {
    process: 'an academy on a data folder',
    args: [PROFICIO, 'start'],
    needs: ['@apollo/gateway', 'type-graphql', 'services/progress', ...OTHERS],
    spares: ['@kurrent/kurrentdb-client', 'mongodb', 'opossum', 'undici', ...WATCHERS],
  },
  {
    process: 'a service',
    args: madeOf(SERVICE),
    needs: ['mongodb', 'type-graphql', 'services/progress'],
    spares: ['@apollo/gateway', '@apollo/server', '@photostructure/sqlite', 'undici', 'yaml', ...WATCHERS, ...OTHERS],
  },
  {
    process: 'a gateway to services',
    args: madeOf(`await import('${ACADEMY}apart/gateway.js')`),
    needs: ['@apollo/gateway', 'mongodb', 'undici'],
    spares: ['@kurrent/kurrentdb-client', '@photostructure/sqlite', 'type-graphql', 'yaml', 'prom-client', ...OTHERS],
  },
])('$process loads what it uses, and spares what only others do', async ({ args, needs, spares }) => {
  const loaded = await loadedBy(...args);
  expect(needs.filter((name) => !loaded.has(name))).toEqual([]);
  expect(spares.filter((name) => loaded.has(name))).toEqual([]);
});
