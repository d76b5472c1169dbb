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
import { eventText, type EventText } from '../event-text.js';
import { closeFile, openFile, type Database, type Statement } from './driver.js';
import { EVENT_COLUMNS, EVENTS_TABLE, FIRST_OF_STREAM, storedEvent, type EventRow } from './event-rows.js';
import { GroupCommit } from './group-commit.js';
import { LogReader } from './log-reader.js';
import { storing } from './storing.js';

/** The log in one SQLite file. A promise that `append` fulfilled is on the disk. One process may hold the file. */
export class SqliteEventStore implements EventStore {
  private readonly db: Database;
  private readonly writer: GroupCommit;
  private readonly reader: LogReader;
  private readonly insertFirst: Statement;
  private readonly insertLater: Statement;
  private readonly insertNext: Statement;
  private readonly selectWritten: Statement;
  private readonly selectStream: Statement;

  /** `isWrittenHere`: false for a second store of the file, in another thread of the same process, that only reads. */
  constructor(
    private readonly path: string,
    isWrittenHere = true,
  ) {
    this.db = storing(path, () =>
      openFile(path, `PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; ${EVENTS_TABLE}`),
    );
    this.reader = new LogReader(this.db, path, isWrittenHere);
    this.writer = new GroupCommit(this.db, path, () => this.reader.committed());
    // The stream's revision is checked by the statement that writes: one call into SQLite for the usual single event.
    this.insertFirst = this.db.prepare(
      `INSERT INTO events (position, first, stream, revision, id, type, data, meta)
       SELECT next, next, ?, 0, ?, ?, ?, ? FROM (SELECT (SELECT coalesce(max(position), 0) + 1 FROM events) AS next) WHERE TRUE
       ON CONFLICT (stream) WHERE revision = 0 DO NOTHING`,
    );
    this.insertLater = this.db.prepare(
      `INSERT INTO events (first, stream, revision, id, type, data, meta)
       SELECT first, stream, revision + 1, ?, ?, ?, ? FROM events WHERE first = ${FIRST_OF_STREAM} AND revision = ?
       ON CONFLICT (first, revision) DO NOTHING`,
    );
    this.insertNext = this.db.prepare(
      `INSERT INTO events (first, stream, revision, id, type, data, meta)
       VALUES ((SELECT first FROM events WHERE position = ?), ?, ?, ?, ?, ?, ?)`,
    );
    this.selectWritten = this.db.prepare(
      `SELECT id, position FROM events WHERE first = ${FIRST_OF_STREAM} AND revision > ? ORDER BY revision LIMIT ?`,
    );
    this.selectStream = this.db.prepare(
      `SELECT ${EVENT_COLUMNS} FROM events WHERE first = ${FIRST_OF_STREAM} ORDER BY revision`,
    );
  }

  async append(stream: string, expected: bigint, events: readonly NewEvent[]): Promise<Appended> {
    const texts = events.map(eventText);
    if (texts.length === 0) throw new Error(`${stream}: an append needs at least one event`);
    return this.writer.submit(() => this.write(stream, expected, texts));
  }

  async read(stream: string): Promise<readonly StoredEvent[]> {
    return storing(this.path, () => (this.selectStream.all(stream) as EventRow[]).map(storedEvent));
  }

  readAll(query: EventQuery, after?: bigint): AsyncIterable<EventBatch> {
    return this.reader.toHead(query, after);
  }

  subscribe(query: EventQuery, after: bigint | undefined, signal: AbortSignal): AsyncIterable<EventBatch> {
    return this.reader.follow(query, after, signal);
  }

  async head(): Promise<bigint> {
    return BigInt(this.reader.head());
  }

  /** Writes what is waiting, ends the subscriptions with an error, gives the file back. */
  close(): void {
    this.writer.close();
    this.reader.close();
    closeFile(this.db);
  }

  private write(stream: string, expected: bigint, [head, ...rest]: readonly EventText[]): Appended {
    if (!head) throw new Error('an append of nothing is refused before it is queued');
    const { id, type, data, meta } = head;
    let written =
      expected === NO_STREAM
        ? this.insertFirst.run(stream, id, type, data, meta)
        : this.insertLater.run(id, type, data, meta, stream, Number(expected));
    if (Number(written.changes) === 0) return this.repeated(stream, expected, [head, ...rest]);
    let revision = Number(expected) + 1;
    for (const { id, type, data, meta } of rest)
      written = this.insertNext.run(written.lastInsertRowid, stream, ++revision, id, type, data, meta);
    this.reader.wrote(stream, Number(written.lastInsertRowid));
    return { revision: BigInt(revision), position: BigInt(written.lastInsertRowid) };
  }

  /** The stream is elsewhere: because these very events were written before, or because of others. */
  private repeated(stream: string, expected: bigint, events: readonly EventText[]): Appended {
    const rows = this.selectWritten.all(stream, Number(expected), events.length) as { id: string; position: number }[];
    const last = rows.at(-1);
    const same = rows.length === events.length && rows.every(({ id }, index) => id === events[index]?.id);
    if (!last || !same) throw new ConflictError(stream, expected);
    return { revision: expected + BigInt(events.length), position: BigInt(last.position) };
  }
}
