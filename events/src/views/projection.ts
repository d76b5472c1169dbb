import type { EventFamily } from '../kernel/event-family.js';
import type { EventQuery } from '../ports/event-store.js';
import type { Event, Recorded } from '../kernel/message.js';
import { PARTITION, type Partition } from './partitions.js';
import { SET_ASIDE, SET_ASIDE_INDEXES } from './set-aside.js';
import type { ViewKey, ViewSet, ViewShapes } from '../ports/view-store.js';

/** A projection's documents by the name of their view. */
export type Docs = Readonly<Record<string, unknown>>;
export type KeyIn<D extends Docs> = ViewKey<keyof D & string>;

/** The documents that one event's `keys` named, and whatever `evolve` has put since. */
export interface WorkingViews<D extends Docs> {
  get<V extends keyof D & string>(key: ViewKey<V>): D[V] | undefined;
  put<V extends keyof D & string>(key: ViewKey<V>, doc: D[V]): void;
  delete(key: KeyIn<D>): void;
}

/**
 * How a document lies in a store where that is not how it works: JSON that takes less room or time, and of which the
 * document comes back bit by bit. Fields that indexes sort by stay where they are.
 */
export interface Form<Doc> {
  readonly lay: (doc: Doc) => unknown;
  /** Of what `lay` gave, and so its parameter may be of whatever type that is. */
  readonly take: (laid: never) => Doc;
}

/**
 * A read model: which events it follows, which documents each one needs, and what becomes of them. Pure, and so the
 * same in batches of any size. A new version starts from the beginning of the log. Fields named `position` are left out
 * of hashes over views, so that rebuilt and copied logs compare.
 */
export interface Projection<D extends Docs = Docs, E extends Event = Event> {
  readonly name: string;
  readonly version: number;
  /** Whose documents it has, where it is one partition of several. */
  readonly partition?: Partition;
  readonly from: readonly Pick<EventFamily<never, E>, 'category' | 'decode'>[];
  readonly views: { readonly [V in keyof D & string]: ViewShapes[string] };
  /** Of the documents that do not lie as they are. */
  readonly forms?: { readonly [V in keyof D & string]?: Form<D[V]> };
  /** Every document that `evolve` may read for this event. */
  readonly keys: (event: Recorded<E>) => readonly KeyIn<D>[];
  readonly evolve: (views: WorkingViews<D>, event: Recorded<E>) => void;
}

/** A projection among others of other documents and events: a service's list, a runner's work. */
export const part = <D extends Docs, E extends Event>(projection: Projection<D, E>): Projection =>
  projection as unknown as Projection;

/** What a store makes of it: the projection's own views, and what the kernel sets aside. */
export const shapesOf = ({ views }: Projection): ViewShapes => ({ ...views, [SET_ASIDE]: SET_ASIDE_INDEXES });

/** Where its views lie, whatever their generation. */
export const placeOf = ({
  name,
  version,
  partition,
}: Pick<Projection, 'name' | 'version' | 'partition'>): Omit<ViewSet, 'generation'> => ({
  projection: name,
  version,
  partition: partition?.id ?? PARTITION,
});

/** What an operator calls it: where it is split, with its partition. */
export const titleOf = ({ name, partition }: Pick<Projection, 'name' | 'partition'>): string =>
  partition ? `${name}/${partition.name}` : name;

/** The events that a projection follows. */
export const queryOf = ({ from, partition }: Projection): EventQuery => ({
  categories: from.map(({ category }) => category),
  ...(partition?.tenants && { tenants: partition.tenants }),
});

/** The usual case: one event moves one document. `undefined` in: none yet; `undefined` out: deletes it. */
export const perKey = <V extends string, Doc, E extends Event>(
  view: V,
  key: (event: Recorded<E>) => string,
  change: (doc: Doc | undefined, event: Recorded<E>) => Doc | undefined,
): Pick<Projection<Record<V, Doc>, E>, 'keys' | 'evolve'> => {
  const keyOf = (event: Recorded<E>): ViewKey<V> => ({ view, tenant: event.meta.tenant, key: key(event) });
  return {
    keys: (event) => [keyOf(event)],
    evolve: (views, event) => {
      const at = keyOf(event);
      const doc = change(views.get(at), event);
      if (doc === undefined) views.delete(at);
      else views.put(at, doc);
    },
  };
};
