import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES, startApart, type Apart, type Part } from '../e2e/topology.js';
import type { Bench, Measured } from './measured.js';
import { askFor, type Question } from './profile/asking.js';
import { seed } from './profile/seed.js';
import { startStock, type Server } from './profile/servers.js';

const LEARNERS = 500;
const CLIENTS = 8;
const WARM_MS = 20_000;
const ASK_MS = 6000;
const TURNS = 5;

const OURS = [...SERVICES, 'gateway'] as const;
const TICKS = 100;
/** Seconds of a core that processes have taken, as Linux counts them. */
const takenBy = (parts: readonly Part[]): number =>
  parts.reduce((sum, { pid }) => {
    const [, fields = ''] = readFileSync(`/proc/${pid()}/stat`, 'utf8').split(') ');
    const [user, system] = fields.split(' ').slice(11, 13);
    return sum + (Number(user) + Number(system)) / TICKS;
  }, 0);

/** By the time that all processes of either side take, of whatever cores; the servers for tests are told apart. */
const rates = async (apart: Apart, stock: Server, questions: readonly Question[]): Promise<readonly Measured[]> => {
  const { parts } = apart;
  const ours = OURS.map((name) => parts[name]);
  const stores = [parts.kurrent, parts.mongo];
  for (const { url } of [apart, stock]) await askFor(url, questions, CLIENTS, WARM_MS);
  const measured: Measured[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const before = [takenBy(ours), takenBy(stores)] as const;
    const answers = await askFor(apart.url, questions, CLIENTS, ASK_MS);
    const [own, servers] = [takenBy(ours) - before[0], takenBy(stores) - before[1]];
    const began = await stock.taken();
    const reference = (await askFor(stock.url, questions, CLIENTS, ASK_MS)) / ((await stock.taken()) - began);
    const of = { unit: 'requests per second of a core', reference, goal: { of: 'ratio', atLeast: 4 } } as const;
    measured.push({ figure: 'profile query, every service a process', value: answers / own, ...of });
    measured.push({ figure: 'the same, with the servers for tests', value: answers / (own + servers), ...of });
  }
  return measured;
};

const isReady = async ({ url }: Part): Promise<boolean> => {
  const answer = await fetch(new URL('/readyz', url)).catch(() => undefined);
  return answer?.status === 200;
};

/** From being told to end until its successor is ready, its views warm. */
const restarted = async (name: (typeof OURS)[number], { parts }: Apart): Promise<Measured> => {
  const part = parts[name];
  const began = performance.now();
  await part.end();
  await part.again();
  while (!(await isReady(part))) await sleep(10);
  const value = (performance.now() - began) / 1000;
  return { figure: `stop and start of ${name}`, value, unit: 's', goal: { of: 'value', atMost: 3 } };
};

/**
 * The profile query of learners of the sample academy where each service is a process of its own, on the servers for
 * tests, against the stock stack of the bench `profile`; and how long a service is away when it is begun anew.
 */
export const bench: Bench = {
  runs: 1,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proficio-apart-bench-'));
    const data = join(folder, 'data');
    const ends: (() => Promise<unknown>)[] = [];
    try {
      const questions = await seed(data, LEARNERS);
      const stock = await startStock(data, folder, { pinned: false });
      ends.push(stock.stop);
      const apart = await startApart({ sample: false, copyOf: data });
      ends.push(apart.stop);
      while (!(await Promise.all(OURS.map((name) => isReady(apart.parts[name])))).every(Boolean)) await sleep(100);
      const measured = [...(await rates(apart, stock, questions))];
      for (const name of OURS) for (let turn = 0; turn < 3; turn++) measured.push(await restarted(name, apart));
      return measured;
    } finally {
      for (const end of ends) await end();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
