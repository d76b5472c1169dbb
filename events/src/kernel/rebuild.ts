import { createHash } from 'node:crypto';
import { foldBatch } from './fold-batch.js';
import type { EventStore } from './event-store.js';
import type { Event } from './message.js';
import { PARTITION, type Docs, type Projection } from './projection.js';
import { ViewCache } from './view-cache.js';
import type { ViewSet, ViewStore } from './view-store.js';

/** Folds the whole log into a new generation beside the live one, up to the head as it is when it gets there. */
export const buildBeside = async <D extends Docs, E extends Event>(
  projection: Projection<D, E>,
  events: EventStore,
  views: ViewStore,
  { partition = PARTITION, hot = 50_000, signal }: { partition?: string; hot?: number; signal?: AbortSignal } = {},
): Promise<ViewSet> => {
  const name = { projection: projection.name, version: projection.version, partition };
  const held = (await views.sets()).filter(
    (set) => set.projection === projection.name && set.version === projection.version,
  );
  const set = { ...name, generation: Math.max(0, ...held.map(({ generation }) => generation)) + 1 };
  await views.create(set, projection.views);
  const cache = new ViewCache<D>(views, hot);
  let checkpoint: bigint | undefined;
  for await (const batch of events.readAll({ categories: projection.from.map(({ category }) => category) })) {
    signal?.throwIfAborted();
    await foldBatch(projection, views, cache, set, checkpoint, batch);
    checkpoint = batch.position;
  }
  return set;
};

/** Builds beside the live generation, puts the new one in its place in one step, removes the old one. */
export const rebuild = async <D extends Docs, E extends Event>(
  projection: Projection<D, E>,
  events: EventStore,
  views: ViewStore,
): Promise<ViewSet> => {
  const set = await buildBeside(projection, events, views);
  const live = await views.active(set);
  await views.activate(set, live);
  if (live !== undefined) await views.drop({ ...set, generation: live });
  return set;
};

/** A hash over all documents of a set, without positions: equal views of equal facts have equal hashes. */
export const hashOf = async (views: ViewStore, set: ViewSet): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of views.scan(set))
    for (const { view, tenant, key, doc } of chunk)
      hash.update(
        JSON.stringify([view, tenant, key, doc], (name, value: unknown) => (name === 'position' ? undefined : value)),
      );
  return hash.digest('hex');
};
