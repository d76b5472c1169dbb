import { ReadConcern, type Db, type MongoClient } from 'mongodb';
import { clientOf } from './client.js';
import { connecting } from './connecting.js';
import { MongoKeyStore } from './key-store.js';
import { MongoViewStore } from './view-store.js';

export interface MongoOptions {
  /** Views lie in the database `NAME-views`, keys in `NAME-keys`, so that their backups can be kept apart. */
  readonly database?: string;
  /** How long a server may be silent before it counts as unreachable. */
  readonly timeoutMs?: number;
}

/** The stores of one MongoDB, until they are closed. */
export interface Mongo {
  readonly views: MongoViewStore;
  readonly keys: MongoKeyStore;
  close(): Promise<void>;
}

const TIMEOUT_MS = 10_000;

/** @throws StorageError, ConfigurationError of the connection string */
export const openMongo = async (
  url: string,
  { database = 'proficio', timeoutMs = TIMEOUT_MS }: MongoOptions = {},
): Promise<Mongo> => {
  const client = clientOf(url, timeoutMs);
  try {
    await connecting(() => client.connect());
    const views = await MongoViewStore.open(databaseOf(client, `${database}-views`, timeoutMs));
    const keys = new MongoKeyStore(databaseOf(client, `${database}-keys`, timeoutMs));
    return { views, keys, close: () => client.close() };
  } catch (error) {
    await client.close();
    throw error;
  }
};

/**
 * Whatever the URL says, what is written is kept by a majority and on its disks before it is acknowledged, and is read
 * where it was written, since secondaries lag. A client's own concern would give way to the URL's.
 */
export const databaseOf = (client: MongoClient, name: string, timeoutMs: number): Db =>
  client.db(name, {
    readPreference: 'primary',
    readConcern: new ReadConcern('local'),
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: timeoutMs },
  });
