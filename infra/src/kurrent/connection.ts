import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { StorageError } from '../storage-error.js';

const RENEWED_MS = 1000;

/** Clients of one server or cluster, and what may be said of where they lead: never credentials. */
export class Connection {
  /** Appends and subscriptions; it finds its server again by itself. */
  readonly client: KurrentDBClient;
  private native: KurrentDBClient;
  private renewed = -Infinity;

  constructor(
    private readonly url: string,
    readonly place: string,
  ) {
    this.client = clientOf(url);
    this.native = clientOf(url);
  }

  /** Reads, by the client's native part, which after an outage may find nothing for ever (tried). */
  get reader(): KurrentDBClient {
    return this.native;
  }

  /** After a failure: the next read begins with a new connection, though not more than once a second. */
  renew(): void {
    if (performance.now() - this.renewed < RENEWED_MS) return;
    this.renewed = performance.now();
    this.native = clientOf(this.url);
  }
}

/**
 * What may stand after the `?`, by the client's own names. It prints a string whole, password included, when it meets
 * an option that it does not know. Without `nodePreference`: a follower that lags would make every checkpoint one beyond
 * the head. Without `throwOnAppendFailure`: an append that failed would be answered as one that did not.
 */
const OPTIONS = new Set(
  [
    'connectionName',
    'defaultDeadline',
    'discoveryInterval',
    'gossipTimeout',
    'keepAliveInterval',
    'keepAliveTimeout',
    'maxDiscoverAttempts',
    'tls',
    'tlsCAFile',
    'tlsVerifyCert',
    'userCertFile',
    'userKeyFile',
  ].map((name) => name.toLowerCase()),
);

const SHAPE = /^(?:esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\/(?:[^@/?]*@)?([^@/?]+)\/?(?:\?(.*))?$/;

/** @throws Error that names what is wrong with the string, and nothing of it that is secret */
export const connect = (url: string): Connection => {
  const [, , hosts, query = ''] = SHAPE.exec(url.trim()) ?? [];
  if (hosts === undefined)
    throw new Error(
      'not a connection string of KurrentDB: kurrentdb://[user:password@]host[:port][,...][?option=value]',
    );
  const names = query.split('&').flatMap((option) => option.split('=').slice(0, 1));
  const unknown = names.filter((name) => name !== '' && !OPTIONS.has(name.toLowerCase()));
  if (unknown.length > 0) throw new Error(`options that cannot be set for KurrentDB: ${unknown.join(', ')}`);
  return new Connection(url.trim().replace(/^esdb/, 'kurrentdb'), `KurrentDB at ${hosts}`);
};

export const closed = ({ place }: Connection): StorageError => new StorageError(`${place} is closed.`);

/** What the client says of a string that it cannot read may quote any part of it. */
const clientOf = (url: string): KurrentDBClient => {
  try {
    return KurrentDBClient.connectionString(url);
  } catch (error) {
    const { expected, message } = error as { readonly expected?: string; readonly message: string };
    throw new Error(`the connection string of KurrentDB: ${expected ? `${expected} is expected` : message}`);
  }
};
