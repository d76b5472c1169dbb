import { MongoClient, ReadConcern, type Db, type MongoClientOptions } from 'mongodb';
import { ConfigurationError } from '../configuration-error.js';
import { MongoKeyStore } from './key-store.js';
import { storing } from './outage.js';
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
    await storing(() => client.connect());
    const views = await MongoViewStore.open(databaseOf(client, `${database}-views`, timeoutMs));
    const keys = new MongoKeyStore(databaseOf(client, `${database}-keys`, timeoutMs));
    return { views, keys, close: () => client.close() };
  } catch (error) {
    await client.close();
    throw error;
  }
};

export const clientOf = (url: string, timeoutMs: number): MongoClient =>
  parsed(url, {
    appName: 'proficio',
    connectTimeoutMS: timeoutMs,
    serverSelectionTimeoutMS: timeoutMs,
    socketTimeoutMS: timeoutMs,
    waitQueueTimeoutMS: timeoutMs,
    retryWrites: true,
    retryReads: true,
    // Positions have all 64 bits.
    useBigInt64: true,
  });

/** What is wrong with a connection string, in words that quote nothing secret. Nothing is asked of the server. */
export const mongoFault = (url: string): string | undefined => {
  try {
    clientOf(url, TIMEOUT_MS);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
};

const parsed = (url: string, options: MongoClientOptions): MongoClient => {
  try {
    return new MongoClient(url, options);
  } catch (error) {
    // Errors of several kinds, some of the driver and some of what it reads strings with; all are of the string.
    const words = error instanceof Error ? error.message : '';
    throw new ConfigurationError(`the connection string of MongoDB: ${sayable(url, words)}`);
  }
};

/** What the driver says may quote any part of the string: of that only what quotes nothing, or a name as options have it. */
const SAYABLE = [
  /^option [a-z]{1,40} is not supported$/i,
  /^URI option "[a-z]{1,40}" cannot (appear more than once|be specified with no value)/i,
  /^Expected [a-z]{1,40} to be [a-z ]+(?=, got)/i,
  /^(Password|Username) contains unescaped characters/,
  /^mongodb\+srv URI cannot have (multiple service names|port number)$/,
  /^(Invalid read preference mode|tls\/ssl must be either "true" or "false"$|URI malformed$)/,
];
const sayable = (url: string, words: string): string => {
  if (/\?.*@/s.test(url)) return 'an @ after the ?: a password has %3F for ?, an option %40 for @';
  if (words.startsWith('Unable to parse')) return 'a host, with a port number from 1 to 65535, is expected';
  const [said] = SAYABLE.flatMap((shape) => shape.exec(words)?.[0] ?? []);
  return said ?? 'mongodb://[user:password@]host[:port][,...][/database][?option=value] is expected';
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
