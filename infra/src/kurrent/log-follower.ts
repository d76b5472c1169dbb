import type { EventBatch, EventQuery } from '@proficio/events';
import { closed, type Connection } from './connection.js';
import { Live } from './live.js';
import type { LogReader } from './log-reader.js';
import { Patience, type Limits } from './outage.js';

/** Reads and follows the log across drops and restarts of the server. */
export class LogFollower {
  private live: Live | undefined;
  private isClosed = false;

  constructor(
    private readonly connection: Connection,
    private readonly reader: LogReader,
    private readonly limits: Limits,
  ) {}

  toHead(query: EventQuery, after: bigint): AsyncIterable<EventBatch> {
    return this.resuming(after, undefined, (from) => this.reader.toHead(query, from, () => !this.isClosed));
  }

  follow(query: EventQuery, after: bigint, signal: AbortSignal): AsyncIterable<EventBatch> {
    return this.resuming(after, signal, (from) => this.following(query, from, signal));
  }

  close(): void {
    this.isClosed = true;
    this.live?.end(closed(this.connection));
  }

  /** Begins again after the last position that was given, until that has failed for too long. */
  private async *resuming(
    after: bigint,
    signal: AbortSignal | undefined,
    begin: (from: bigint) => AsyncIterable<EventBatch>,
  ): AsyncGenerator<EventBatch> {
    const patience = new Patience(this.connection, this.limits);
    for (let from = after; !signal?.aborted;) {
      if (this.isClosed) throw closed(this.connection);
      try {
        for await (const batch of begin(from)) {
          patience.renew();
          from = batch.position;
          yield batch;
        }
        if (!signal) return;
      } catch (error) {
        if (signal?.aborted) return;
        if (this.isClosed) throw closed(this.connection);
        await patience.after(error, signal);
      }
    }
  }

  /**
   * The log up to the head, and live from there. What is written until the subscription stands is read once more from
   * the log: it begins at a head, and who follows it has read up to a later one.
   */
  private async *following(query: EventQuery, after: bigint, signal: AbortSignal): AsyncGenerator<EventBatch> {
    let from = after;
    const isWanted = () => !this.isClosed && !signal.aborted;
    for await (const batch of this.reader.toHead(query, from, isWanted)) {
      yield batch;
      from = batch.position;
    }
    if (signal.aborted) return;
    const live = (await this.liveOne()).join();
    try {
      for await (const batch of this.reader.toHead(query, from, isWanted)) {
        yield batch;
        from = batch.position;
      }
      yield* live.after(from, query, signal);
    } finally {
      live.leave();
    }
  }

  private async liveOne(): Promise<Live> {
    if (this.live && !this.live.isOver) return this.live;
    const head = await this.reader.head();
    // Another follower may have been faster.
    if (!this.live || this.live.isOver) this.live = new Live(this.connection, head, () => this.reader.head());
    return this.live;
  }
}
