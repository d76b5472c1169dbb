import { createHash } from 'node:crypto';
import { ConflictError, type EventStore } from '../ports/event-store.js';
import { Folding } from './folding.js';
import { PARTITION, queryOf, type Projection } from './projection.js';
import type { ViewSet, ViewStore } from '../ports/view-store.js';

export interface BuildOptions {
  readonly partition?: string;
  readonly hot?: number;
  readonly signal?: AbortSignal;
}

/**
 * Folds the whole log into a new generation beside the live one, up to the head as it is when it gets there. Nothing is
 * left of it when it fails.
 */
export const buildBeside = async (
  projection: Projection,
  events: EventStore,
  views: ViewStore,
  { partition = PARTITION, hot = 50_000, signal }: BuildOptions = {},
): Promise<ViewSet> => {
  const { name, version } = projection;
  const generations = (await views.sets())
    .filter((set) => set.projection === name && set.version === version && set.partition === partition)
    .map(({ generation }) => generation);
  const set = { projection: name, version, partition, generation: Math.max(0, ...generations) + 1 };
  try {
    const folding = await Folding.open(projection, views, set, hot);
    for await (const batch of events.readAll(queryOf(projection))) {
      signal?.throwIfAborted();
      await folding.fold(batch);
    }
  } catch (error) {
    // In a conflict it is another builder's. What cannot be removed now is removed at the next start.
    if (!(error instanceof ConflictError)) await views.drop(set).catch(() => undefined);
    throw error;
  }
  return set;
};

/** Builds beside the live generation, puts the new one in its place in one step, removes the old one. */
export const rebuild = async (
  projection: Projection,
  events: EventStore,
  views: ViewStore,
  options: BuildOptions = {},
): Promise<ViewSet> => {
  const set = await buildBeside(projection, events, views, options);
  const live = await views.active(set);
  await views.activate(set, live);
  if (live !== undefined) await views.drop({ ...set, generation: live });
  return set;
};

/** A hash over all documents of a set, without positions: equal views of equal facts have equal hashes. */
export const hashOf = async (views: ViewStore, set: ViewSet): Promise<string> => {
  const hash = createHash('sha256');
  const withoutPositions = (name: string, value: unknown) => (name === 'position' ? undefined : value);
  for await (const chunk of views.scan(set))
    for (const { view, tenant, key, doc } of chunk)
      hash.update(JSON.stringify([view, tenant, key, doc], withoutPositions));
  return hash.digest('hex');
};
