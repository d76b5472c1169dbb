import { EventEmitter } from 'node:events';
import type { Database, Statement } from '@proficio/infra/sqlite';
import { openFile } from '@proficio/infra/sqlite';

export interface Written {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly createdMs: number;
}
export interface Kept extends Written {
  readonly position: number;
}
export type Proposed = Omit<Written, 'stream' | 'revision' | 'createdMs'>;
export type Expected = number | 'any' | 'exists';

/** `revision` and `position` of the last event, or the revision that the stream has instead of the expected one. */
export type Answer = { readonly revision: number; readonly position: number } | { readonly actual: number };

const TABLE = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL,
    contentType TEXT NOT NULL, data BLOB NOT NULL, metadata BLOB NOT NULL, createdMs INTEGER NOT NULL,
    UNIQUE (stream, revision)
  );`;

/** As in a file of records: a position is a place among bytes, so most numbers are no event's. */
const RECORD = 96;

interface Waiting {
  readonly write: () => Answer;
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
}

/** Every event of the server in one SQLite file; what was answered is on the disk. Emits `appended`. */
export class Log extends EventEmitter {
  private readonly db: Database;
  private readonly insert: Statement;
  private readonly ofStream: Statement;
  private queue: Waiting[] = [];
  private end: number;

  constructor(path: string) {
    super();
    this.setMaxListeners(0);
    this.db = openFile(path, `PRAGMA synchronous = FULL; ${TABLE}`);
    this.insert = this.db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.ofStream = this.db.prepare('SELECT max(revision) AS revision FROM events WHERE stream = ?');
    const last = this.last();
    this.end = last ? last.position + RECORD + last.data.length + last.metadata.length : 0;
  }

  /** Whatever arrives in one turn of the event loop shares one flush of the disk. */
  append(stream: string, expected: Expected, events: readonly Proposed[]): Promise<Answer> {
    return new Promise((answer, fail) => {
      if (this.queue.length === 0) setImmediate(() => this.flush());
      this.queue.push({ write: () => this.write(stream, expected, events), answer, fail });
    });
  }

  revision(stream: string): number {
    return (this.ofStream.get(stream) as { readonly revision: number | null }).revision ?? -1;
  }

  last(): Kept | undefined {
    return this.db.prepare('SELECT * FROM events ORDER BY position DESC LIMIT 1').get() as Kept | undefined;
  }

  has(position: number): boolean {
    return this.db.prepare('SELECT 1 FROM events WHERE position = ?').get(position) !== undefined;
  }

  /** A page of the whole log; `from` is part of it when reading forwards. */
  page(from: number, isForwards: boolean, count: number): readonly Kept[] {
    const sql = isForwards ? 'position >= ? ORDER BY position' : 'position < ? ORDER BY position DESC';
    return this.db.prepare(`SELECT * FROM events WHERE ${sql} LIMIT ?`).all(from, count) as Kept[];
  }

  /** A page of a stream; `from` is part of it. */
  pageOf(stream: string, from: number, isForwards: boolean, count: number): readonly Kept[] {
    const sql = isForwards ? 'revision >= ? ORDER BY revision' : 'revision <= ? ORDER BY revision DESC';
    return this.db
      .prepare(`SELECT * FROM events WHERE stream = ? AND ${sql} LIMIT ?`)
      .all(stream, from, count) as Kept[];
  }

  close(): void {
    this.flush();
    this.db.close();
  }

  private flush(): void {
    const group = this.queue;
    if (group.length === 0) return;
    this.queue = [];
    try {
      this.db.exec('BEGIN');
      const answers = group.map(({ write }) => write());
      this.db.exec('COMMIT');
      for (const [n, { answer }] of group.entries()) answer(answers[n] ?? { actual: -1 });
      this.emit('appended');
    } catch (error) {
      this.db.exec('ROLLBACK');
      for (const { fail } of group) fail(error);
    }
  }

  private write(stream: string, expected: Expected, events: readonly Proposed[]): Answer {
    const actual = this.revision(stream);
    if (typeof expected === 'number' && expected < actual) return this.repeated(stream, expected, actual, events);
    if (expected !== 'any' && (expected === 'exists' ? actual < 0 : expected !== actual)) return { actual };
    let [revision, position] = [actual, 0];
    for (const { id, type, contentType, data, metadata } of events) {
      position = this.end;
      this.end += RECORD + data.length + metadata.length;
      this.insert.run(position, stream, ++revision, id, type, contentType, data, metadata, Date.now());
    }
    // Nothing at all is written "at revision 0", and makes no stream.
    return { revision: Math.max(revision, 0), position };
  }

  /** The same ids again, or the first of them, are answered as they were; their data are not looked at. */
  private repeated(stream: string, expected: number, actual: number, events: readonly Proposed[]): Answer {
    const kept = this.pageOf(stream, expected + 1, true, events.length);
    const last = kept.at(-1);
    const isSame = kept.length === events.length && kept.every(({ id }, n) => id === events[n]?.id);
    return last && isSame ? { revision: last.revision, position: last.position } : { actual };
  }
}
