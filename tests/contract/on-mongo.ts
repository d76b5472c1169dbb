import { randomUUID } from 'node:crypto';
import { openMongo, type Mongo } from '@proficio/infra';
import { MongoClient } from 'mongodb';
import { canRunMongoServer, startMongoServer, type MongoServer } from '../kit/mongo-server.js';
import { temporaryFolder } from './temporary-folder.js';

const REAL = process.env['PROFICIO_TEST_MONGO_URL'];
/** Maven may have to fetch what it builds with; a cluster takes its time to remove databases. */
export const BUILDING_MS = 300_000;

export interface Opened {
  readonly url: string;
  readonly database: string;
  readonly mongo: Mongo;
}
/** Stores in a database of their own, unless one is named; it is gone when the tests of this file are done. */
export interface OnMongo {
  readonly open: (database?: string) => Promise<Opened>;
}

/** Runs suites on the server that PROFICIO_TEST_MONGO_URL names, else on one of our own; where there is neither, it says so. */
export const onMongo = (define: (mongo: OnMongo) => void): void => {
  if (REAL === undefined && !canRunMongoServer())
    return describe.skip('MongoDB', () => {
      test('is skipped: it needs Java 17 and Maven, or a server that PROFICIO_TEST_MONGO_URL names', () => undefined);
    });
  const opened: Opened[] = [];
  let server: MongoServer | undefined;
  const url = () => REAL ?? server?.url ?? '';
  afterAll(async () => {
    for (const { mongo } of opened) await mongo.close();
    if (server) await server.kill();
    else await removeDatabases(opened.map(({ database }) => database));
  }, BUILDING_MS);
  const folder = temporaryFolder();
  beforeAll(async () => {
    if (REAL === undefined) server = await startMongoServer(folder.path);
  }, BUILDING_MS);
  define({
    open: async (database = `test-${randomUUID()}`) => {
      const mongo = await openMongo(url(), { database, timeoutMs: 60_000 });
      const one = { database, url: url(), mongo };
      opened.push(one);
      return one;
    },
  });
};

const removeDatabases = async (names: readonly string[]): Promise<void> => {
  const client = new MongoClient(REAL ?? '');
  for (const name of names) for (const kind of ['views', 'keys']) await client.db(`${name}-${kind}`).dropDatabase();
  await client.close();
};
