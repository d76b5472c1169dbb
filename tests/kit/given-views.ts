import {
  streamName,
  type Docs,
  type Event,
  type EventFamily,
  type EventMeta,
  type Projection,
  type Recorded,
  type ViewKey,
} from '@proficio/events';
import { META, TENANT } from './circumstances.js';

/** What a specification may say about a past event; the rest has defaults. `of` is the id that its stream ends with. */
interface Circumstances {
  readonly of?: string;
  readonly id?: string;
  readonly meta?: Partial<EventMeta>;
}

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
    const event = recorded(projection, said, index);
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

const recorded = <D extends Docs, E extends Event>(
  { name, from }: Projection<D, E>,
  { of = '1', id, meta, type, data }: E & Circumstances,
  index: number,
): Recorded<E> => {
  const family = (from as unknown as readonly EventFamily[]).find(({ types }) => types.includes(type));
  if (!family) throw new Error(`${name} does not follow ${type}`);
  const tenant = meta?.tenant ?? TENANT;
  const place = { stream: streamName(family.category, tenant, of), revision: BigInt(index), position: BigInt(index) };
  const why = { commandDigest: 'digest', causationId: 'command', schemaVersion: family.versionOf(type) };
  return {
    id: id ?? `event-${index}`,
    type,
    data,
    ...place,
    meta: { ...META, ...why, ...meta },
  } as unknown as Recorded<E>;
};
