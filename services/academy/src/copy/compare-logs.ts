import { createHash } from 'node:crypto';
import type { EventStore, StoredEvent } from '@proficio/events';

/** How many events, and a hash over all of them in their order: stream, revision, id, type, data and metadata. */
export interface Counted {
  readonly events: number;
  readonly hash: string;
}

/** Of a log whose events are, as far as they go, those at the beginning of another. */
export interface Compared {
  readonly source: Counted;
  readonly target: Counted;
  /** The last one that both have, and the first that the target lacks, as they lie in the source. */
  readonly last: StoredEvent | undefined;
  readonly missing: StoredEvent | undefined;
}

/** The target is no beginning of the source; the message names the first event in which it is not. */
export class OtherLogError extends Error {
  override readonly name = 'OtherLogError';
}

type Log = Pick<EventStore, 'readAll'>;

/**
 * Reads two logs side by side, and tells now and then of how many events it has read.
 * @throws OtherLogError
 */
export const compareLogs = async (source: Log, target: Log, done: (events: number) => void): Promise<Compared> => {
  const [ours, theirs] = [counting(), counting()];
  const others = eventsOf(target);
  let last: StoredEvent | undefined;
  let missing: StoredEvent | undefined;
  for await (const event of eventsOf(source, done)) {
    const line = lineOf(event);
    ours.add(line);
    const other = missing ? undefined : (await others.next()).value;
    if (!other) {
      missing ??= event;
      continue;
    }
    const otherLine = lineOf(other);
    if (otherLine !== line) throw new OtherLogError(`${nameOf(other)}, where ${nameOf(event)} is here`);
    theirs.add(otherLine);
    last = event;
  }
  const more = missing ? undefined : (await others.next()).value;
  if (more) throw new OtherLogError(`${nameOf(more)}, which is more than there is here`);
  return { source: ours.counted(), target: theirs.counted(), last, missing };
};

async function* eventsOf(
  log: Log,
  done: (events: number) => void = () => undefined,
): AsyncGenerator<StoredEvent, undefined> {
  let count = 0;
  for await (const { events } of log.readAll({ categories: 'all' })) {
    yield* events;
    done((count += events.length));
  }
}

/** All but the position, which is each log's own. */
const lineOf = ({ stream, revision, id, type, data, meta }: StoredEvent): string =>
  JSON.stringify([stream, String(revision), id, type, data, meta]);

export const nameOf = ({ stream, revision, type }: StoredEvent): string => `${stream} ${revision} ${type}`;

const counting = () => {
  const hash = createHash('sha256');
  let events = 0;
  return {
    add: (line: string) => {
      hash.update(line);
      events++;
    },
    counted: (): Counted => ({ events, hash: hash.copy().digest('hex') }),
  };
};
