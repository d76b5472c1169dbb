import type { EventQuery, StoredEvent } from '@proficio/events';

/**
 * A person can read the log with any SQLite browser: one row an event, its data and metadata as JSON.
 *
 * `first` is the position of the stream's first event. The index goes by it and not by the stream's name, since the
 * names of the streams that are written together lie all over an index, each in a page of its own that every commit
 * must write, while the streams themselves began about the same time: 64 appends at once write a third of the bytes.
 */
export const EVENTS_TABLE = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    first INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    meta TEXT NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS events_by_stream ON events (first, revision);
  CREATE UNIQUE INDEX IF NOT EXISTS streams ON events (stream) WHERE revision = 0;`;

/** Binds the stream's name. */
export const FIRST_OF_STREAM = '(SELECT position FROM events WHERE stream = ? AND revision = 0)';

export const EVENT_COLUMNS = 'position, stream, revision, id, type, data, meta';

export interface EventRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
}

export const storedEvent = (row: EventRow): StoredEvent => ({
  id: row.id,
  type: row.type,
  data: JSON.parse(row.data) as unknown,
  meta: JSON.parse(row.meta) as StoredEvent['meta'],
  stream: row.stream,
  revision: BigInt(row.revision),
  position: BigInt(row.position),
});

/** A condition on the stream's name, and its values: a category's streams lie between `category-` and `category.`. */
export const inCategories = ({
  categories,
}: EventQuery): { readonly sql: string; readonly values: readonly string[] } =>
  categories === 'all'
    ? { sql: 'TRUE', values: [] }
    : {
        sql: categories.map(() => '(stream >= ? AND stream < ?)').join(' OR ') || 'FALSE',
        values: categories.flatMap((category) => [`${category}-`, `${category}.`]),
      };
