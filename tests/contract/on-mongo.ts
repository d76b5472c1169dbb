import { randomUUID } from 'node:crypto';
import { openMongo, type Mongo } from '@proficio/infra';
import { MongoClient } from 'mongodb';
import { canRunMongoServer, startMongoServer, type MongoServer } from '../kit/mongo-server.js';
import { temporaryFolder } from './temporary-folder.js';

const REAL = process.env['PROFICIO_TEST_MONGO_URL'];
/** Maven may have to fetch what it builds with. */
const BUILDING_MS = 300_000;

/** Stores in databases of their own, which are gone when the tests of this file are done. */
export interface OnMongo {
  readonly open: () => Promise<Mongo>;
  readonly url: () => string;
}

/** Runs suites on the server that PROFICIO_TEST_MONGO_URL names, else on one of our own; where there is neither, it says so. */
export const onMongo = (define: (mongo: OnMongo) => void): void => {
  if (REAL === undefined && !canRunMongoServer())
    return describe.skip('MongoDB', () => {
      test('is skipped: it needs Java 17 and Maven, or a server that PROFICIO_TEST_MONGO_URL names', () => undefined);
    });
  const opened: { readonly name: string; readonly mongo: Mongo }[] = [];
  const folder = temporaryFolder();
  let server: MongoServer | undefined;
  const url = () => REAL ?? server?.url ?? '';
  beforeAll(async () => {
    if (REAL === undefined) server = await startMongoServer(folder.path);
  }, BUILDING_MS);
  afterAll(async () => {
    for (const { mongo } of opened) await mongo.close();
    if (server) await server.kill();
    else await removeDatabases(opened.map(({ name }) => name));
  });
  define({
    url,
    open: async () => {
      const name = `test-${randomUUID()}`;
      const mongo = await openMongo(url(), { database: name });
      opened.push({ name, mongo });
      return mongo;
    },
  });
};

const removeDatabases = async (names: readonly string[]): Promise<void> => {
  const client = new MongoClient(REAL ?? '');
  for (const name of names) for (const kind of ['views', 'keys']) await client.db(`${name}-${kind}`).dropDatabase();
  await client.close();
};
