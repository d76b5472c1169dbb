import { prefixesOf, type EventQuery, type StoredEvent } from '@proficio/events';

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

/**
 * Many rows as one JSON text. To hand over a value costs more than to join it to others, and to parse one long text less
 * than many short ones: together a third of the time of reading a log (measured).
 */
export const ROWS_TEXT = `'[' || group_concat('[' || position || ',' || revision || ',' || json_quote(stream) || ','
  || json_quote(id) || ',' || json_quote(type) || ',' || data || ',' || meta || ']') || ']'`;

type Row = readonly [
  position: number,
  revision: number,
  stream: string,
  id: string,
  type: string,
  data: unknown,
  meta: StoredEvent['meta'],
];

/** In the order of the log. SQLite joins rows in the order in which it comes upon them, and promises nothing. */
export const eventsInText = (text: string | null): readonly StoredEvent[] => {
  const rows = text === null ? [] : (JSON.parse(text) as readonly Row[]);
  const isSorted = rows.every(([position], index) => index === 0 || position > (rows[index - 1]?.[0] ?? 0));
  return (isSorted ? rows : rows.toSorted(([a], [b]) => a - b)).map(eventOf);
};

const eventOf = ([position, revision, stream, id, type, data, meta]: Row): StoredEvent => ({
  id,
  type,
  data,
  meta,
  stream,
  revision: BigInt(revision),
  position: BigInt(position),
});

/** A condition on the stream's name, and its values: what begins alike lies together. */
export const asked = ({
  categories,
  tenants,
}: EventQuery): { readonly sql: string; readonly values: readonly string[] } => {
  if (categories === 'all') return { sql: 'TRUE', values: [] };
  const prefixes = prefixesOf(categories, tenants);
  return {
    sql: prefixes.map(() => '(stream >= ? AND stream < ?)').join(' OR ') || 'FALSE',
    values: prefixes.flatMap((prefix) => [prefix, endOf(prefix)]),
  };
};

/** Comes after all that begins so, and before everything else that comes after it. */
const endOf = (prefix: string): string =>
  `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`;
