import type { NewEvent, StoredEvent } from '../kernel/message.js';

/** Revision of a stream that has no events; the first event has revision 0 in every adapter. */
export const NO_STREAM = -1n;

/** No `-` in a category, no `_` in a tenant, so a name reads back unambiguously. */
export const streamName = (category: string, tenant: string, id: string): string => `${category}-${tenant}_${id}`;
export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));
export const tenantOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1, stream.indexOf('_'));
export const idOf = (stream: string): string => stream.slice(stream.indexOf('_') + 1);

/** Which events a reader wants; the categories are those of its event families, all for whoever verifies the log. */
export interface EventQuery {
  readonly categories: readonly string[] | 'all';
  /** Of these tenants alone, where they are named and so are categories. */
  readonly tenants?: readonly string[];
}

/** How the names of the streams begin that a query with named categories asks for. */
export const prefixesOf = (categories: readonly string[], tenants?: readonly string[]): readonly string[] =>
  categories.flatMap((category) =>
    tenants ? tenants.map((tenant) => streamName(category, tenant, '')) : [`${category}-`],
  );

/** Matching events in log order and how far the log was read for them, even when nothing matched. */
export interface EventBatch {
  readonly events: readonly StoredEvent[];
  readonly position: bigint;
}

export interface Appended {
  readonly revision: bigint;
  readonly position: bigint;
}

export interface EventStore {
  /**
   * Appends all events or none and returns the last one's revision and position. The same ids again at the same
   * expected revision are answered with the first result. An empty list, and an event over 1 MiB of JSON, are refused.
   * @throws ConflictError when the stream is not at `expected`
   */
  append(stream: string, expected: bigint, events: readonly NewEvent[]): Promise<Appended>;
  /** A whole stream, oldest first; empty if it was never written. */
  read(stream: string): Promise<readonly StoredEvent[]>;
  /** From after `after` (undefined: the beginning) up to the head as it is when reading gets there, then ends. */
  readAll(query: EventQuery, after?: bigint): AsyncIterable<EventBatch>;
  /** The same, and then live until `signal` aborts; it ends without an error then. @throws PositionError */
  subscribe(query: EventQuery, after: bigint | undefined, signal: AbortSignal): AsyncIterable<EventBatch>;
  /** Position of the last event in the log, -1n when the log is empty. */
  head(): Promise<bigint>;
}

export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  constructor(what: string, expected: bigint | undefined) {
    super(`${what} is not at ${expected ?? 'its beginning'}`);
  }
}

/** A position beyond the end of the log: it belongs to another log, or to a newer copy of this one. */
export class PositionError extends Error {
  override readonly name = 'PositionError';
  constructor(
    readonly position: bigint,
    readonly head: bigint,
  ) {
    super(`position ${position} is beyond the head of the log, ${head}`);
  }
}
