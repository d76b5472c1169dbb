import { jsonEvent, NO_STREAM as NO_STREAM_STATE, type AppendResult, type JSONType } from '@kurrent/kurrentdb-client';
import {
  ConflictError,
  NO_STREAM,
  type Appended,
  type EventBatch,
  type EventQuery,
  type EventStore,
  type NewEvent,
  type StoredEvent,
} from '@proficio/events';
import { eventText } from '../event-text.js';
import { closed, connect, type Connection } from './connection.js';
import { isStuck } from './errors.js';
import { InHand, MESSAGES, messagesOf } from './in-hand.js';
import { windowsOf } from './in-order.js';
import { LogFollower } from './log-follower.js';
import { LogReader } from './log-reader.js';
import { LIMITS, patiently, type Attempt, type Limits } from './outage.js';
import { storedEvent } from './stored-event.js';

/** Streams that are read at once: more would only wait for each other, in the client or the server, while their time runs. */
const READS = 64;

/** The log in KurrentDB. A promise that `append` fulfilled is on the disks that the server's configuration says. */
export class KurrentEventStore implements EventStore {
  private readonly connection: Connection;
  private readonly reader: LogReader;
  private readonly follower: LogFollower;
  private readonly inHand = new InHand();
  private readonly reading: InHand;
  private isClosed = false;

  constructor(
    url: string,
    private readonly limits: Limits = LIMITS,
  ) {
    this.connection = connect(url);
    this.reader = new LogReader(this.connection, limits);
    this.follower = new LogFollower(this.connection, this.reader, limits);
    // A read that hangs has had its time, and another may be asked: the client bears any number.
    this.reading = new InHand(READS, limits.answerMs);
  }

  async append(stream: string, expected: bigint, events: readonly NewEvent[]): Promise<Appended> {
    const texts = events.map(eventText);
    // The server would call it a success, at revision 0 of a stream that it does not make.
    if (texts.length === 0) throw new Error(`${stream}: an append needs at least one event`);
    const messages = messagesOf(
      texts.length,
      texts.reduce((bytes, { data, meta }) => bytes + Buffer.byteLength(data) + Buffer.byteLength(meta), 0),
    );
    // What an append that was not answered has done is not known; the same ids again settle it.
    const send = (attempt: Attempt) => this.inHand.run(messages, attempt, () => this.send(stream, expected, events));
    try {
      const { nextExpectedRevision, position } = await this.patiently(send);
      if (!position) throw new Error(`${this.connection.place} told no position of ${stream}`);
      return { revision: nextExpectedRevision, position: position.commit };
    } catch (error) {
      if (isConflict(error)) throw new ConflictError(stream, expected);
      throw error;
    }
  }

  /**
   * Writes another log's events, each at the revision that it has, so that they follow one another in this log as they do
   * in the list. What an error leaves is a first part of them, and who begins anew anywhere in it writes nothing twice.
   * @throws ConflictError when a stream holds something else
   */
  async appendInOrder(events: readonly StoredEvent[]): Promise<void> {
    for (const window of windowsOf(events)) {
      const sent = (attempt: Attempt) => this.inHand.run(MESSAGES, attempt, () => allOf(window.map(this.sendAt)));
      await this.patiently(sent);
    }
  }

  async read(stream: string): Promise<readonly StoredEvent[]> {
    return this.patiently((attempt) => this.reading.run(1, attempt, () => this.readNow(stream, attempt)));
  }

  readAll(query: EventQuery, after = -1n): AsyncIterable<EventBatch> {
    return this.follower.toHead(query, after);
  }

  subscribe(query: EventQuery, after: bigint | undefined, signal: AbortSignal): AsyncIterable<EventBatch> {
    return this.follower.follow(query, after ?? -1n, signal);
  }

  async head(): Promise<bigint> {
    return this.patiently(() => this.reader.head());
  }

  /** Ends the subscriptions with an error, and the connection. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.follower.close();
    await this.connection.client.dispose();
  }

  private async readNow(stream: string, attempt: Attempt): Promise<readonly StoredEvent[]> {
    if (this.isClosed) throw closed(this.connection);
    const events: StoredEvent[] = [];
    try {
      const { reader, asking } = this.connection;
      for await (const { event } of reader.readStream(stream, asking)) {
        attempt.progress();
        if (event) events.push(storedEvent(event));
      }
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    return events;
  }

  private readonly sendAt = (event: StoredEvent): Promise<AppendResult> =>
    this.send(event.stream, event.revision - 1n, [event]).catch((error: unknown) => {
      throw isConflict(error) ? new ConflictError(event.stream, event.revision - 1n) : error;
    });

  /**
   * Without a deadline, since our own timer knows when time is over: the client's is a moment on this machine's clock and
   * the server goes by its own, so that one minutes ahead would refuse every append, and one that was frozen over it
   * might refuse an event and take those behind it.
   */
  private async send(stream: string, expected: bigint, events: readonly NewEvent[]): Promise<AppendResult> {
    // A client that was disposed of would connect anew, and the process never end.
    if (this.isClosed) throw closed(this.connection);
    const written = events.map(({ id, type, data, meta }) =>
      jsonEvent({ id, type, data: (data ?? null) as JSONType, metadata: { ...meta } }),
    );
    // Set literally: under any other name it would be ignored, and mean any revision.
    const streamState = expected === NO_STREAM ? NO_STREAM_STATE : expected;
    const { client } = this.connection;
    return client.appendToStream(stream, written, { streamState, deadline: Infinity }).catch((error: unknown) => {
      if (isStuck(error)) this.connection.replace(client, error);
      throw error;
    });
  }

  private async patiently<T>(work: (attempt: Attempt) => Promise<T>): Promise<T> {
    if (this.isClosed) throw closed(this.connection);
    return patiently(this.connection, this.limits, work);
  }
}

/** Ends when all have: nobody begins again while some of them may still be under way. */
const allOf = async (sent: readonly Promise<unknown>[]): Promise<void> => {
  const failed = (await Promise.allSettled(sent)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
};

interface Typed {
  readonly type?: string;
}
const isConflict = (error: unknown): boolean => (error as Typed).type === 'wrong-expected-version';
const isMissing = (error: unknown): boolean => (error as Typed).type === 'stream-not-found';
