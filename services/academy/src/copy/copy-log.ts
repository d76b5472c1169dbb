import type { EventStore, StoredEvent } from '@proficio/events';
import { compareLogs, nameOf, OtherLogError, type Compared, type Counted } from './compare-logs.js';

export interface LogTarget extends Pick<EventStore, 'readAll'> {
  readonly appendInOrder: (events: readonly StoredEvent[]) => Promise<void>;
}
/** Told how many events of all are read or written by now. */
export type Done = (events: number) => void;

/** Both logs at the end, and how many events this run has written. */
export interface CopiedLog {
  readonly source: Counted;
  readonly target: Counted;
  readonly written: number;
}

/**
 * Where the target stands: it may hold a first part of the source, of a copy that was interrupted, and nothing else.
 * @throws OtherLogError
 */
export const standing = async (source: EventStore, target: LogTarget, done: Done): Promise<Compared> => {
  try {
    return await compareLogs(source, target, done);
  } catch (error) {
    if (!(error instanceof OtherLogError)) throw error;
    throw new OtherLogError(`the target holds another log: ${error.message}; nothing was written`);
  }
};

/** Writes what the target lacks, in the order of the source. */
export const writeRest = async (
  source: EventStore,
  target: LogTarget,
  { target: { events }, last }: Compared,
  done: Done,
): Promise<void> => {
  let count = events;
  for await (const batch of source.readAll({ categories: 'all' }, last?.position)) {
    await target.appendInOrder(batch.events);
    done((count += batch.events.length));
  }
};

/** @throws OtherLogError that names the first event which is not as it was, or not there */
export const prove = async (source: EventStore, target: LogTarget, done: Done): Promise<Compared> => {
  try {
    const compared = await compareLogs(source, target, done);
    if (compared.missing) throw new OtherLogError(`${nameOf(compared.missing)} is missing`);
    return compared;
  } catch (error) {
    if (!(error instanceof OtherLogError)) throw error;
    throw new OtherLogError(`the copy is not the same: ${error.message}`);
  }
};
