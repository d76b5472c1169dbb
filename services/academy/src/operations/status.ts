import { hashOf, PARTITION, type EventQuery, type EventStore, type Projection } from '@proficio/events';
import type { Operated } from './stores.js';

export interface ProjectionStatus {
  readonly name: string;
  /** Up to where it has read the log; null before it has read anything. */
  readonly position: string | null;
  /** Events that it has still to read. */
  readonly lag: number;
  /** Of all its documents, without positions: equal views of equal facts have equal hashes. */
  readonly hash: string | null;
}
export interface Status {
  /** Of the whole log. */
  readonly events: number;
  readonly projections: readonly ProjectionStatus[];
}

export const statusOf = async (operated: Operated): Promise<Status> => ({
  events: await count(operated.events, { categories: 'all' }),
  projections: await Promise.all(operated.projections.map((projection) => standing(operated, projection))),
});

const standing = async (
  { events, views }: Operated,
  { name, version, from }: Projection,
): Promise<ProjectionStatus> => {
  const set = { projection: name, version, partition: PARTITION };
  const generation = await views.active(set);
  const active = generation === undefined ? undefined : { ...set, generation };
  const position = active && (await views.checkpoint(active));
  return {
    name,
    position: position === undefined ? null : String(position),
    lag: await count(events, { categories: from.map(({ category }) => category) }, position),
    hash: active ? await hashOf(views, active) : null,
  };
};

const count = async (events: EventStore, query: EventQuery, after?: bigint): Promise<number> => {
  let found = 0;
  for await (const batch of events.readAll(query, after)) found += batch.events.length;
  return found;
};
