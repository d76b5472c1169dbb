import { KurrentDBClient, type ReadAllOptions } from '@kurrent/kurrentdb-client';
import { ConfigurationError } from '../configuration-error.js';
import { StorageError } from '../storage-error.js';
import { connectionFault, credentialsOf, hostsOf, unlessTold } from './connection-string.js';
import { isLost } from './errors.js';

const RENEWED_MS = 1000;
/** Nothing but its own time ends a connection of a client that is given up, so there must not be many. */
const REPLACED_MS = 10_000;

/** Clients of one server or cluster, and what may be said of where they lead: never credentials. */
export class Connection {
  /** With every read: who we are. An append that told it would not go with the others by one call. */
  readonly asking: Pick<ReadAllOptions, 'credentials'>;
  private own: KurrentDBClient;
  private native: KurrentDBClient;
  private renewed = -Infinity;
  private replaced = -Infinity;

  constructor(
    private readonly url: string,
    readonly place: string,
  ) {
    const credentials = credentialsOf(url);
    this.asking = credentials ? { credentials } : {};
    this.own = clientOf(url);
    this.native = readerOf(url);
  }

  /** Appends and subscriptions; it finds its server again by itself, but for what `isStuck` tells of. */
  get client(): KurrentDBClient {
    return this.own;
  }

  /** Reads, by the client's native part, which after an outage may find nothing for ever (tried). */
  get reader(): KurrentDBClient {
    return this.native;
  }

  /** After a failure: the next read begins with a new connection, though not more than once a second. */
  renew(): void {
    if (performance.now() - this.renewed < RENEWED_MS) return;
    this.renewed = performance.now();
    this.native = readerOf(this.url);
  }

  /** Where a client is stuck: what is under way by it fails, and is asked of a new one. */
  replace(stuck: KurrentDBClient, error: unknown): void {
    if (stuck !== this.own) return;
    if (!isLost(error)) {
      if (performance.now() - this.replaced < REPLACED_MS) return;
      this.replaced = performance.now();
    }
    this.own = clientOf(this.url);
    void stuck.dispose();
  }
}

/** @throws ConfigurationError that names what is wrong with the string, and nothing of it that is secret */
export const connect = (url: string): Connection => {
  const fault = connectionFault(url);
  if (fault !== undefined) throw new ConfigurationError(fault);
  return new Connection(url.trim().replace(/^esdb/, 'kurrentdb'), `KurrentDB at ${hostsOf(url)}`);
};

export const closed = ({ place }: Connection): StorageError => new StorageError(`${place} is closed.`);

/**
 * The native part waits for an interval of its discovery whenever it connects, also where there is nothing to discover:
 * half a second unless told (tried, and so its source has it). These are the other part's own; an operator's win.
 */
const DISCOVERY = { discoveryInterval: 100, maxDiscoverAttempts: 10 };

const readerOf = (url: string): KurrentDBClient => clientOf(unlessTold(url, DISCOVERY));

/** What the client says of a string that it cannot read may quote any part of it, and its native part all of it. */
const clientOf = (url: string): KurrentDBClient => {
  try {
    return KurrentDBClient.connectionString(url);
  } catch (error) {
    const { expected, message } = error as { readonly expected?: string; readonly message: string };
    const words = expected
      ? `${expected} is expected`
      : (/^(Failed to load certificate|userCertFile must ).*$/.exec(message)?.[0] ?? 'it is refused');
    throw new ConfigurationError(`the connection string of KurrentDB: ${words}`);
  }
};
