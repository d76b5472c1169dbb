import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Put, ViewSet } from '@proficio/events';
import { openMongo } from '@proficio/infra';
import { MongoClient, type Collection } from 'mongodb';
import { canRunMongoServer, startMongoServer } from '../kit/mongo-server.js';
import type { Bench, Measured } from './measured.js';

const VIEWS = 1000;
const ROUNDS = 12;
const WARM_UP = 8;
const SET: ViewSet = { projection: 'bench', version: 1, partition: 'all', generation: 1 };
const SHAPES = { learner: { byBand: ['band', 'score'] } };

/** About a kilobyte, like a learner's state of a few skills. */
const docOf = (n: number, round: number) => ({
  learner: `learner-${n}`,
  band: `band-${n % 7}`,
  score: (n * 7919 + round) % 1000,
  skills: Array.from({ length: 8 }, (_, k) => ({
    skill: `skill-${k}`,
    mean: Math.sin(n + k + round),
    count: round + k,
  })),
  terms: Array.from({ length: 24 }, (_, k) => Math.cos(n * k + round)),
});
const batchOf = (round: number): readonly Put[] =>
  Array.from({ length: VIEWS }, (_, n) => ({
    view: 'learner',
    tenant: 'academy',
    key: `learner-${n}`,
    doc: docOf(n, round),
  }));

type Bare = Readonly<Record<string, unknown>>;

/** Against what: documents as the driver takes them, or the very bytes that we write, ready made. */
const REFERENCES: Readonly<Record<string, (put: Put) => Bare>> = {
  'commit of 1,000 views, bare documents': ({ tenant, doc }) => ({ tenant, ...Object(doc) }),
  'commit of 1,000 views, bare bytes': ({ tenant, doc }) => {
    const { band, score } = Object(doc) as ReturnType<typeof docOf>;
    return { tenant, doc: JSON.stringify(doc), band, score };
  },
};

/** Without a redo record, a position or a checkpoint. */
const bareWrite = (collection: Collection<{ _id: string }>, docs: readonly Bare[]) =>
  collection.bulkWrite(
    docs.map((replacement, n) => ({
      replaceOne: { filter: { _id: `academy\0learner-${n}` }, replacement, upsert: true },
    })),
    { ordered: false },
  );

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

/** Ours and bare by turns, each on an index over the same fields. */
const measure = async (url: string, figure: string, bareOf: (put: Put) => Bare): Promise<Measured> => {
  const database = `bench-${randomUUID()}`;
  const { views, close } = await openMongo(url, { database });
  const client = new MongoClient(url, { writeConcern: { w: 'majority', journal: true } });
  const bare = client.db(`${database}-views`).collection<{ _id: string }>('bare');
  await bare.createIndex({ tenant: 1, band: 1, score: 1, _id: 1 });
  await views.create(SET, SHAPES);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const puts = batchOf(round);
    const docs = puts.map(bareOf);
    const expected = round === 0 ? undefined : BigInt(round);
    const commit = { set: SET, expected, position: BigInt(round) + 1n, puts, deletes: [] };
    const times = [await timed(() => views.commit(commit)), await timed(() => bareWrite(bare, docs))] as const;
    if (round < WARM_UP) continue;
    ours.push(times[0]);
    theirs.push(times[1]);
  }
  await client.db(`${database}-views`).dropDatabase();
  await client.close();
  await close();
  const goal = { of: 'ratio', atLeast: 0.6 } as const;
  return { figure, value: perSecond(ours), unit: 'views/s', reference: perSecond(theirs), goal };
};

const perSecond = (times: readonly number[]): number =>
  (1000 * VIEWS) / (times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN);

const measureAll = async (url: string): Promise<readonly Measured[]> => {
  const all: Measured[] = [];
  for (const [figure, bareOf] of Object.entries(REFERENCES)) all.push(await measure(url, figure, bareOf));
  return all;
};

export const bench: Bench = {
  runs: 3,
  run: async () => {
    const real = process.env['PROFICIO_TEST_MONGO_URL'];
    if (real !== undefined) return measureAll(real);
    if (!canRunMongoServer()) throw new Error('it needs Java 17 and Maven, or PROFICIO_TEST_MONGO_URL');
    const folder = mkdtempSync(join(tmpdir(), 'proficio-mongo-'));
    const server = await startMongoServer(folder);
    try {
      return await measureAll(server.url);
    } finally {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
