import { BoundedMap, type EventStore, type ViewReader } from '@proficio/events';
import type { Context } from '@proficio/graph';
import { chunkKey, learnerKey, type ChunkDoc, type ProfileDocs } from '../profile/documents.js';
import { newestRole } from '../publication/library.js';
import type { Role } from '../publication/prepared.js';
import type { Asked } from './asked.js';

type Asking = Pick<Context, 'caller' | 'read' | 'kernel'>;

/** What a learner's own documents say must be read beside them: a role, and how many full chunks of evidence. */
export interface Needed {
  readonly role: string | null;
  readonly chunks: number;
}
export interface ReadBeside {
  readonly role: (key: string) => Promise<Role | undefined>;
  readonly chunks: (count: number) => Promise<readonly (ChunkDoc | undefined)[]>;
  /** Tells what was needed. */
  readonly needed: (needed: Needed) => void;
}

/** Two hundred bytes each. */
const MOST = 10_000;
const lately = new WeakMap<EventStore, BoundedMap<Needed>>();

/**
 * Reads what was needed of the same learner the last time, in the turn in which the learner's own documents are asked
 * for, so that both are one read of the store. Where these say that it is another role or that there are more chunks now,
 * that is read after them. A chunk is full and so never changes: one that was there is as good before them as after.
 */
export const readBeside = (
  asking: Asking,
  reader: Pick<ViewReader<ProfileDocs>, 'getMany'>,
  { learner, framework, role: asked, asOf, beliefAlone }: Asked,
): ReadBeside => {
  const { tenant } = asking.caller;
  const known = latelyOf(asking);
  const name = `${tenant}\0${learnerKey(learner, framework)}`;
  const roleOf = (key: string) => newestRole(asking, key, asOf);
  const chunksOf = async (count: number) =>
    reader.getMany(
      'chunk',
      tenant,
      Array.from({ length: count }, (_, chunk) => chunkKey(learner, framework, chunk)),
    );
  const isWhole = asOf === null && beliefAlone !== true;
  const last = isWhole ? known.get(name) : undefined;
  const key = asked ?? last?.role ?? null;
  const role = last && key !== null ? ahead(roleOf(key)) : undefined;
  const chunks = last && ahead(chunksOf(last.chunks));
  return {
    role: (wanted) => (role && wanted === key ? role : roleOf(wanted)),
    chunks: (count) => (chunks && count === last?.chunks ? chunks : chunksOf(count)),
    needed: (needed) => void (isWhole && known.set(name, needed)),
  };
};

const latelyOf = ({ kernel: { events } }: Asking): BoundedMap<Needed> => {
  const known = lately.get(events) ?? new BoundedMap<Needed>(MOST);
  lately.set(events, known);
  return known;
};

/** Nobody may come to want it, and then nobody is told that it failed. */
const ahead = <T>(reading: Promise<T>): Promise<T> => {
  reading.catch(() => undefined);
  return reading;
};
