import {
  hashSeen,
  placeOf,
  queryOf,
  titleOf,
  type EventQuery,
  type EventStore,
  type Projection,
  type ViewSet,
  type ViewStore,
} from '@proficio/events';
import { countSetAside } from './set-aside.js';
import type { Operated } from './stores.js';

export interface ProjectionStatus {
  /** Of a projection that is split, with the partition's. */
  readonly name: string;
  /** Up to where it has read the log; null before it has read anything. */
  readonly position: string | null;
  /** Events that it has still to read. */
  readonly lag: number;
  /** Events that it could not take, and left out. */
  readonly setAside: number;
  /** Of all its documents, without positions: equal views of equal facts have equal hashes. */
  readonly hash: string | null;
}
export interface Counted {
  /** Of the whole log. */
  readonly events: number;
}
export interface Standings {
  readonly projections: readonly ProjectionStatus[];
}
export type Status = Counted & Standings;

export const statusOf = async (operated: Operated): Promise<Status> => ({
  ...(await countEvents(operated)),
  ...(await standings(operated)),
});

export const countEvents = async ({ events }: Operated): Promise<Counted> => ({
  events: await count(events, { categories: 'all' }),
});

export const standings = async (operated: Operated): Promise<Standings> => ({
  projections: await Promise.all(operated.projections.map((projection) => standing(operated, projection))),
});

const standing = async ({ events, views }: Operated, projection: Projection): Promise<ProjectionStatus> => {
  const set = placeOf(projection);
  const generation = await views.active(set);
  const active = generation === undefined ? undefined : { ...set, generation };
  const { position, hash } = active ? await seen(views, active) : NOTHING;
  return {
    name: titleOf(projection),
    position: position === undefined ? null : String(position),
    lag: await count(events, queryOf(projection), position),
    setAside: active ? await countSetAside(views, active) : 0,
    hash,
  };
};

const NOTHING = { position: undefined, hash: null };

/** Both of one moment, whatever is written meanwhile. */
const seen = (views: ViewStore, set: ViewSet) =>
  views.scan(set, async (all) => ({ position: all.checkpoint, hash: await hashSeen(all) }));

const count = async (events: EventStore, query: EventQuery, after?: bigint): Promise<number> => {
  let found = 0;
  for await (const batch of events.readAll(query, after)) found += batch.events.length;
  return found;
};
