import { categoryOf, type EventBatch } from './event-store.js';
import type { Event, Recorded, StoredEvent } from './message.js';
import type { Docs, Projection } from './projection.js';
import type { ViewCache } from './view-cache.js';
import { CommitTooLargeError, type ViewSet, type ViewStore } from './view-store.js';

/** Decodes, loads the union of the events' documents, folds in order, commits. Cut in halves where it is too large. */
export const foldBatch = async <D extends Docs, E extends Event>(
  projection: Projection<D, E>,
  store: ViewStore,
  cache: ViewCache<D>,
  set: ViewSet,
  expected: bigint | undefined,
  batch: EventBatch,
): Promise<void> => {
  try {
    await foldOnce(projection, store, cache, set, expected, batch);
  } catch (error) {
    cache.clear();
    if (!(error instanceof CommitTooLargeError) || batch.events.length < 2) throw error;
    const [head, tail] = halves(batch);
    await foldBatch(projection, store, cache, set, expected, head);
    await foldBatch(projection, store, cache, set, head.position, tail);
  }
};

const foldOnce = async <D extends Docs, E extends Event>(
  projection: Projection<D, E>,
  store: ViewStore,
  cache: ViewCache<D>,
  set: ViewSet,
  expected: bigint | undefined,
  batch: EventBatch,
): Promise<void> => {
  const events = batch.events.map(decoder(projection));
  await cache.load(set, events.flatMap(projection.keys));
  for (const event of events) projection.evolve(cache, event);
  await store.commit({ set, expected, position: batch.position, ...cache.changes() });
  cache.settle();
};

const decoder = <D extends Docs, E extends Event>({ name, from }: Projection<D, E>) => {
  const families = new Map(from.map((family) => [family.category, family]));
  return (stored: StoredEvent): Recorded<E> => {
    const family = families.get(categoryOf(stored.stream));
    if (!family) throw new Error(`${name} does not follow ${stored.stream}`);
    return family.decode(stored);
  };
};

const halves = ({ events, position }: EventBatch): readonly [EventBatch, EventBatch] => {
  const head = events.slice(0, events.length >> 1);
  const last = head.at(-1);
  if (!last) throw new Error('a batch of one event cannot be cut');
  return [
    { events: head, position: last.position },
    { events: events.slice(head.length), position },
  ];
};
