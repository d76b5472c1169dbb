import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Measured } from './measured.js';
import { ask, askFor, type Question } from './profile/asking.js';
import { seed } from './profile/seed.js';
import { keepOffTheirCore, startOurs, startStock, type Server } from './profile/servers.js';

const LEARNERS = 2000;
const CLIENTS = 8;
const WARM_MS = 30_000;
const ASK_MS = 6000;
const TURNS = 5;

const measure = async (ours: Server, stock: Server, questions: readonly Question[]): Promise<readonly Measured[]> => {
  await mustAnswerAlike(ours, stock, questions);
  const rate = async ({ url, taken }: Server) => {
    const before = await taken();
    const answers = await askFor(url, questions, CLIENTS, ASK_MS);
    return answers / ((await taken()) - before);
  };
  for (const { url } of [ours, stock]) await askFor(url, questions, CLIENTS, WARM_MS);
  const measured: Measured[] = [];
  for (let turn = 0; turn < TURNS; turn++)
    measured.push({
      figure: 'profile query, 2,000 learners, one core',
      value: await rate(ours),
      unit: 'requests per second of one core',
      reference: await rate(stock),
      goal: { of: 'ratio', atLeast: 6 },
    });
  return measured;
};

const mustAnswerAlike = async (ours: Server, stock: Server, questions: readonly Question[]): Promise<void> => {
  for (const question of questions.slice(0, 20)) {
    const [own, other] = [await ask(ours.url, question), await ask(stock.url, question)];
    if (own !== other) throw new Error(`the two answer differently:\n${own}\n${other}`);
  }
};

/**
 * The profile query of learners of the sample academy in turn, without a response cache: our academy, and the same
 * schema, classes and data as a stock stack, Apollo's gateway over HTTP to subgraphs behind Apollo's standalone server.
 * Both keep to one core, and are asked by turns from another. What counts is the time they take of it, so that whatever
 * else a machine does changes little.
 */
export const bench: Bench = {
  runs: 1,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proficio-profile-'));
    const servers: Server[] = [];
    try {
      const questions = await seed(join(folder, 'data'), LEARNERS);
      keepOffTheirCore();
      const stock = await startStock(join(folder, 'data'), folder);
      servers.push(stock);
      const ours = await startOurs(join(folder, 'data'));
      servers.push(ours);
      return await measure(ours, stock, questions);
    } finally {
      for (const server of servers) await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
