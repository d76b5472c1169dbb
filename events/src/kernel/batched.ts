import { setImmediate } from 'node:timers/promises';
import { titleOf, type Docs, type Projection } from './projection.js';
import type { ReaderOf, ViewReader } from './reader.js';
import type { Event } from './message.js';

/**
 * The same reader for many who read at once: what they ask of a view until the event loop comes round is one read, and
 * a document that several ask for is read once. Code written for one reads so for a hundred.
 */
export const batched = (read: ReaderOf): ReaderOf => {
  const readers = new Map<string, ViewReader<Docs>>();
  const together = <D extends Docs, E extends Event>(projection: Projection<D, E>): ViewReader<D> => {
    const title = titleOf(projection);
    const reader = readers.get(title) ?? batching(read(projection) as ViewReader<Docs>);
    readers.set(title, reader);
    return reader as ViewReader<D>;
  };
  return Object.assign(together, { in: read.in, partitions: read.partitions });
};

type Found = readonly unknown[];
interface Batch {
  /** Its place in what is read, by key. */
  readonly places: Map<string, number>;
  readonly docs: Promise<Found>;
}

const batching = (reader: ViewReader<Docs>): ViewReader<Docs> => {
  const open = new Map<string, Batch>();
  const begin = (view: string, tenant: string, name: string): Batch => {
    const places = new Map<string, number>();
    const docs = setImmediate().then(() => {
      open.delete(name);
      return reader.getMany(view, tenant, [...places.keys()]);
    });
    const batch = { places, docs };
    open.set(name, batch);
    return batch;
  };
  const getMany = async (view: string, tenant: string, keys: readonly string[]): Promise<Found> => {
    if (keys.length === 0) return [];
    const name = `${view} ${tenant}`;
    const { places, docs } = open.get(name) ?? begin(view, tenant, name);
    const wanted = keys.map((key) => {
      const place = places.get(key) ?? places.size;
      places.set(key, place);
      return place;
    });
    const found = await docs;
    return wanted.map((place) => found[place]);
  };
  return {
    get: async (view, tenant, key) => (await getMany(view, tenant, [key]))[0],
    getMany,
    pair: (views, tenant, key) => reader.pair(views, tenant, key),
    page: (view, query) => reader.page(view, query),
    position: () => reader.position(),
    lacks: (tenant, learner) => reader.lacks(tenant, learner),
  };
};
