import { createRequire } from 'node:module';
import type * as Driver from 'mongodb';
import { ConfigurationError } from '../configuration-error.js';

/**
 * The driver, loaded when a string is first read and not before: who keeps views in a file has no need of it. Settings
 * are read in one go, so it is not awaited; the same module answers to `import`.
 */
const driver = (): typeof Driver => createRequire(import.meta.url)('mongodb') as typeof Driver;

/** A write waits for its majority as long as anybody waits, and only then does the server say that there was none. */
const SAYING_SO_MS = 1000;

export const clientOf = (url: string, timeoutMs: number): Driver.MongoClient =>
  parsed(url, {
    appName: 'proficio',
    connectTimeoutMS: timeoutMs,
    serverSelectionTimeoutMS: timeoutMs,
    socketTimeoutMS: timeoutMs + SAYING_SO_MS,
    waitQueueTimeoutMS: timeoutMs,
    retryWrites: true,
    retryReads: true,
    // Positions have all 64 bits.
    useBigInt64: true,
  });

/** Of a client that is never asked. */
const ANY_MS = 1000;

/** What is wrong with a connection string, in words that quote nothing secret. Nothing is asked of the server. */
export const mongoFault = (url: string): string | undefined => {
  try {
    clientOf(url, ANY_MS);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
};

const parsed = (url: string, options: Driver.MongoClientOptions): Driver.MongoClient => {
  const { MongoClient } = driver();
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
