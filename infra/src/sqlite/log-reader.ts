import { setImmediate as turn } from 'node:timers/promises';
import { categoryOf, PositionError, type EventBatch, type EventQuery } from '@proficio/events';
import type { Database, SqlValue, Statement } from './driver.js';
import { asked, eventsInText, ROWS_TEXT } from './event-rows.js';
import { StatementCache } from './statement-cache.js';
import { StorageError } from '../storage-error.js';
import { storing } from './storing.js';

/**
 * How many rows of the log one batch covers at most, and about how many bytes of data. So few events are folded and gone
 * before the collector must move them; of a thousand it moves about all while competency folds them (measured).
 */
const WINDOW = { rows: 256, bytes: 16 * 1024 * 1024 };

/** How often to look for what another thread wrote. */
const LOOK_MS = 20;

/** Reads the log in windows, so that a batch is bounded and the position moves even where nothing matches. */
export class LogReader {
  private readonly statements: StatementCache;
  private readonly last: Statement;
  private readonly size: Statement;
  private readonly waiting = new Set<() => void>();
  /** Where a category was last written by this process, or a little later; what lay there before it is not known. */
  private readonly newest = new Map<string, number>();
  private readonly opened: number;
  /** Looked up once after each commit: every append makes all who follow the log ask for it. */
  private known: number | undefined;
  private closed = false;

  constructor(
    db: Database,
    private readonly path: string,
    private readonly isWrittenHere: boolean,
  ) {
    this.statements = new StatementCache(db, 100);
    this.last = db.prepare('SELECT max(position) AS position FROM events');
    this.size = db.prepare('SELECT sum(octet_length(data)) AS bytes FROM events WHERE position > ? AND position <= ?');
    this.opened = this.head();
  }

  /** Position of the last event, -1 for an empty log. */
  head(): number {
    if (this.closed) throw new StorageError(`${this.path} is closed.`);
    if (this.known !== undefined) return this.known;
    const head = storing(this.path, () => (this.last.get() as { position: number | null }).position ?? -1);
    if (this.isWrittenHere) this.known = head;
    return head;
  }

  /** Each window is read in its own turn of the event loop, so that a long replay lets others in. */
  async *toHead(query: EventQuery, after: bigint | undefined): AsyncGenerator<EventBatch, number> {
    let from = this.start(after);
    for (let head = this.head(); from < head; head = this.head()) {
      const batch = this.window(query, from, head);
      yield batch;
      from = Number(batch.position);
      await turn();
    }
    return from;
  }

  async *follow(query: EventQuery, after: bigint | undefined, signal: AbortSignal): AsyncGenerator<EventBatch> {
    let from = this.start(after);
    while (!signal.aborted) {
      const head = this.head();
      if (from >= head) {
        await this.appended(signal);
        continue;
      }
      const batch = this.window(query, from, head);
      yield batch;
      from = Number(batch.position);
      await turn();
    }
  }

  /** Spares the many who follow other categories from looking through what was written. */
  wrote(stream: string, position: number): void {
    this.newest.set(categoryOf(stream), position);
  }

  /** Lets live readers know that there is more. */
  committed(): void {
    this.known = undefined;
    this.wake();
  }

  close(): void {
    this.closed = true;
    this.wake();
  }

  private wake(): void {
    for (const wake of [...this.waiting]) wake();
  }

  private start(after: bigint | undefined): number {
    const head = this.head();
    if (after !== undefined && after > BigInt(head)) throw new PositionError(after, BigInt(head));
    return Math.max(Number(after ?? -1n), 0);
  }

  private window(query: EventQuery, from: number, head: number): EventBatch {
    if (this.holdsNothing(query, from)) return { events: [], position: BigInt(head) };
    const to = this.end(from, head);
    const { sql, values } = asked(query);
    const select = this.statements.get(
      `SELECT ${ROWS_TEXT} AS text FROM events WHERE position > ? AND position <= ? AND (${sql})`,
    );
    const bounds: readonly SqlValue[] = [from, to];
    const { text } = storing(this.path, () => select.get(...bounds, ...values)) as { readonly text: string | null };
    return { events: eventsInText(text), position: BigInt(to) };
  }

  private holdsNothing({ categories }: EventQuery, from: number): boolean {
    if (!this.isWrittenHere || categories === 'all') return false;
    return categories.every((name) => (this.newest.get(name) ?? this.opened) <= from);
  }

  /** Positions have no gaps, so the window's rows can be counted; halved until its data fit. */
  private end(from: number, head: number): number {
    let to = Math.min(from + WINDOW.rows, head);
    const bytes = () => (storing(this.path, () => this.size.get(from, to)) as { bytes: number | null }).bytes ?? 0;
    while (to > from + 1 && bytes() > WINDOW.bytes) to = from + ((to - from) >> 1);
    return to;
  }

  private appended(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
      if (!this.isWrittenHere) setTimeout(wake, LOOK_MS);
    });
  }
}
