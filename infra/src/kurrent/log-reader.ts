import { BACKWARDS, END, type AllStreamResolvedEvent, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { PositionError, type EventBatch, type EventQuery, type StoredEvent } from '@proficio/events';
import { StorageError } from '../storage-error.js';
import { whileItTells } from './at-work.js';
import type { Connection } from './connection.js';
import { isInvalid } from './errors.js';
import { answered, type Attempt, type Limits } from './outage.js';
import { filterOf, placeOf, storedEvent } from './stored-event.js';

/**
 * How many events one call of the server gives. A page costs a start and repeats an event, and its end is not told from
 * the log's: a thousand a page take twice the time (measured); a page without end would stay open as long as its reader.
 */
const PAGE = 16_384;
const BATCH = 1024;

interface Chunk {
  readonly events: readonly StoredEvent[];
  readonly isLast: boolean;
}

/** Reads the whole log by calls that end. Each answer has its time; who is not answered is told so by an error. */
export class LogReader {
  constructor(
    private readonly connection: Connection,
    private readonly limits: Limits,
  ) {}

  /** Position of the last event, the server's own among them, -1n for an empty log. */
  async head(): Promise<bigint> {
    return this.headBy(this.connection.reader);
  }

  /**
   * Up to the head as it was when this began, or further. The head is looked up first: of a position beyond it the
   * server says nothing, ever, and what a filter holds back moves no position but this one. Ends soon, by an error, once
   * it is not wanted any more.
   * @throws PositionError
   */
  async *toHead(query: EventQuery, after: bigint, isWanted: () => boolean): AsyncGenerator<EventBatch> {
    const head = await this.head();
    if (after > head) throw new PositionError(after, head);
    if (after === head) return;
    let reached = after;
    if (query.categories.length > 0)
      for await (const events of this.matching(query, after, isWanted)) {
        reached = events.at(-1)?.position ?? reached;
        yield { events, position: reached };
      }
    if (reached < head) yield { events: [], position: head };
  }

  private async *matching(
    query: EventQuery,
    after: bigint,
    isWanted: () => boolean,
  ): AsyncGenerator<readonly StoredEvent[]> {
    for (let [from, isFull] = [after, true]; isFull;) {
      let count = 0;
      for await (const chunk of this.page(query, from, isWanted)) {
        count += chunk.length;
        // A page begins with the event that it is to be read after.
        const events = chunk[0]?.position === from ? chunk.slice(1) : chunk;
        from = events.at(-1)?.position ?? from;
        if (events.length > 0) yield events;
      }
      isFull = count === PAGE;
    }
  }

  private async *page(
    query: EventQuery,
    from: bigint,
    isWanted: () => boolean,
  ): AsyncGenerator<readonly StoredEvent[]> {
    const { reader, asking } = this.connection;
    const asked = { ...asking, fromPosition: placeOf(from), maxCount: PAGE, filter: filterOf(query) };
    const page = reader.readAll(asked)[Symbol.asyncIterator]();
    try {
      for (let isLast = false; !isLast;) {
        const chunk = await this.chunk(page, from, reader, isWanted);
        ({ isLast } = chunk);
        yield chunk.events;
      }
    } finally {
      // Not waited for: a server that hangs would not let go.
      page.return?.().catch(() => undefined);
    }
  }

  private async headBy(reader: KurrentDBClient): Promise<bigint> {
    const asked = { ...this.connection.asking, direction: BACKWARDS, fromPosition: END, maxCount: 1 } as const;
    const last = reader.readAll(asked)[Symbol.asyncIterator]();
    const { events } = await answered(this.limits.answerMs, (attempt) => taken(last, attempt));
    return events[0]?.position ?? -1n;
  }

  private async chunk(
    page: AsyncIterator<AllStreamResolvedEvent>,
    from: bigint,
    reader: KurrentDBClient,
    isWanted: () => boolean,
  ): Promise<Chunk> {
    const { answerMs } = this.limits;
    try {
      return await answered(answerMs, (attempt) =>
        whileItTells(
          () => this.headBy(reader),
          answerMs / 2,
          attempt,
          isWanted,
          () => taken(page, attempt),
        ),
      );
    } catch (error) {
      if (!isInvalid(error as Error)) throw error;
      const { place } = this.connection;
      throw new StorageError(`${place} has no event at position ${from}: it is of another log.`, { cause: error });
    }
  }
}

const taken = async (page: AsyncIterator<AllStreamResolvedEvent>, attempt: Attempt): Promise<Chunk> => {
  const events: StoredEvent[] = [];
  while (events.length < BATCH) {
    const { done, value } = await page.next();
    if (done) return { events, isLast: true };
    attempt.progress();
    if (value.event) events.push(storedEvent(value.event));
  }
  return { events, isLast: false };
};
