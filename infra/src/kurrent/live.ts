import { setTimeout as sleep } from 'node:timers/promises';
import type { AllStreamSubscription, KurrentDBClient } from '@kurrent/kurrentdb-client';
import type { EventBatch, EventQuery, StoredEvent } from '@proficio/events';
import type { Connection } from './connection.js';
import { EndedError } from './errors.js';
import { matching, placeOf, storedEvent } from './stored-event.js';

/** Who is further behind than so many events reads the log instead. */
const RECENT = 1024;
const BUFFERED = 256;
const LOOK_MS = 1000;

/**
 * One subscription to everything from `newest` on, for all who follow the log in this process. Unfiltered, for every
 * event, matched or not, tells its followers where they are; a filtered one tells it by checkpoints, which are few, run
 * ahead of a slow reader, and may name a place where nothing is written yet. It lasts until it is dropped or is late.
 */
export class Live {
  /** The last events, none missing, all after `oldest`. */
  private recent: StoredEvent[] = [];
  private oldest: bigint;
  private failure: unknown;
  private readonly waiting = new Set<() => void>();
  private readonly client: KurrentDBClient;
  private readonly subscription: AllStreamSubscription;
  private readonly over = new AbortController();
  private followers = 0;

  constructor(
    private readonly connection: Connection,
    private newest: bigint,
    private readonly head: () => Promise<bigint>,
  ) {
    this.oldest = newest;
    this.client = connection.client;
    this.subscription = this.client.subscribeToAll({ fromPosition: placeOf(newest) }, { highWaterMark: BUFFERED });
    // An error that nobody listens to ends the process, and a dropped subscription tells more than one.
    this.subscription.on('error', (error) => this.end(error));
    void this.receive();
    void this.look();
  }

  get isOver(): boolean {
    return this.over.signal.aborted;
  }

  join(): this {
    this.followers++;
    return this;
  }

  leave(): void {
    if (--this.followers === 0) this.end();
  }

  /** Ends when it is over or `from` too far behind; what was missed is in the log. @throws why it was dropped */
  async *after(from: bigint, query: EventQuery, signal: AbortSignal): AsyncGenerator<EventBatch> {
    const matches = matching(query);
    while (!signal.aborted && from >= this.oldest) {
      if (from < this.newest) {
        const first = this.recent.findIndex(({ position }) => position > from);
        from = this.newest;
        yield { events: this.recent.slice(first).filter(matches), position: from };
      } else if (this.isOver) {
        if (this.failure) throw this.failure;
        return;
      } else await this.grown(signal);
    }
  }

  end(failure?: unknown): void {
    if (this.isOver) return;
    this.failure = failure;
    this.over.abort();
    this.subscription.unsubscribe().catch(() => undefined);
    this.subscription.destroy();
    this.wake();
  }

  private async receive(): Promise<void> {
    try {
      for await (const { event } of this.subscription) if (event) this.add(storedEvent(event));
      this.end(new EndedError('the subscription ended'));
    } catch (error) {
      this.end(error);
    }
  }

  private add(event: StoredEvent): void {
    this.recent.push(event);
    this.newest = event.position;
    if (this.recent.length > RECENT) {
      this.oldest = this.recent[RECENT / 2 - 1]?.position ?? this.oldest;
      this.recent = this.recent.slice(RECENT / 2);
    }
    this.wake();
  }

  /** One that was given up takes its subscription with it, without a word. */
  private get isCurrent(): boolean {
    return this.connection.client === this.client;
  }

  /** It gives a few thousand events a second, less than are written at times, and may be dead without a word. */
  private async look(): Promise<void> {
    try {
      for (let goal = this.newest; this.newest >= goal && this.isCurrent; goal = await this.head())
        await sleep(LOOK_MS, undefined, { ref: false, signal: this.over.signal });
      this.end();
    } catch (error) {
      this.end(error);
    }
  }

  private wake(): void {
    for (const wake of [...this.waiting]) wake();
  }

  private grown(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
