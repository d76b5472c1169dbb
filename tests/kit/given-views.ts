import type { Docs, Event, Projection, ViewKey } from '@proficio/events';
import { TENANT } from './circumstances.js';
import { recorded, type Circumstances } from './recorded.js';

/**
 * givenViews(projection, ...past).then(view, key, doc); no document: undefined. The past is folded event by event, and
 * `evolve` may read only what `keys` named for that very event, and change no document but by `put`. Documents are
 * compared as the JSON that a store keeps.
 */
export const givenViews = <D extends Docs, E extends Event>(
  projection: Projection<D, E>,
  ...past: readonly (NoInfer<E> & Circumstances)[]
) => {
  const docs = new Map<string, unknown>();
  past.forEach((said, index) => {
    const event = recorded(projection.from, said, index);
    const named = new Set(projection.keys(event).map(nameOf));
    projection.evolve(
      {
        get: <V extends keyof D & string>(key: ViewKey<V>) => {
          if (!named.has(nameOf(key))) throw new Error(`${nameOf(key)} was not named by keys() for ${event.type}`);
          return docs.get(nameOf(key)) as D[V] | undefined;
        },
        put: (key, doc) => docs.set(nameOf(key), stored(doc)),
        delete: (key) => docs.delete(nameOf(key)),
      },
      event,
    );
  });
  return {
    then: <V extends keyof D & string>(view: V, key: string, doc: D[V] | undefined, tenant = TENANT): void =>
      expect(docs.get(nameOf({ view, tenant, key }))).toEqual(doc),
  };
};

const nameOf = ({ view, tenant, key }: ViewKey) => `${view} ${tenant} ${key}`;

/** JSON that cannot be changed in place. */
const stored = (doc: unknown): unknown => JSON.parse(JSON.stringify(doc), (_key, value) => Object.freeze(value));
