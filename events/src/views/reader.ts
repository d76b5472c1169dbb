import type { Event } from '../kernel/message.js';
import { WHOLE, type Partitions } from './partitions.js';
import { placeOf, type Docs, type Projection } from './projection.js';
import { asideOf } from './set-aside.js';
import {
  NoGenerationError,
  type Live,
  type LiveDocuments,
  type Page,
  type PageQuery,
  type ViewSet,
  type ViewStore,
} from '../ports/view-store.js';

/** What queries read of one projection, always from its active generation. */
export interface ViewReader<D extends Docs> {
  get<V extends keyof D & string>(view: V, tenant: string, key: string): Promise<D[V] | undefined>;
  getMany<V extends keyof D & string>(
    view: V,
    tenant: string,
    keys: readonly string[],
  ): Promise<readonly (D[V] | undefined)[]>;
  /** The same key in two views, of which the second document is as new as the first or newer. */
  pair<V extends keyof D & string, W extends keyof D & string>(
    views: readonly [V, W],
    tenant: string,
    key: string,
  ): Promise<readonly [D[V] | undefined, D[W] | undefined]>;
  page<V extends keyof D & string>(view: V, query: Omit<PageQuery, 'view'>): Promise<Page<D[V]>>;
  /** Of the last event that the views contain; undefined before the first. */
  position(): Promise<bigint | undefined>;
  /** Is there an event about the learner that the projection could not take? Then its documents lack something. */
  lacks(tenant: string, learner: string): Promise<boolean>;
}

/** Of a projection that can be split nobody reads without saying which framework: see `readAbout`. */
type Unsplit<D extends Docs, E extends Event> = Projection<D, E> & { readonly split?: undefined };

/** Gives the reader of a projection: a service's resolvers ask for theirs by the projection itself. */
export interface ReaderOf {
  <D extends Docs, E extends Event>(projection: Unsplit<D, E>): ViewReader<D>;
  /** Of a set that no projection is live in, documents as they lie; undefined while nothing was committed to it. */
  readonly in: <D extends Docs>(set: ViewSet) => Promise<ViewReader<D> | undefined>;
  /** Those of projections that can be split. */
  readonly partitions: Partitions;
}

export const readerOf = (store: ViewStore, partitions: Partitions = WHOLE): ReaderOf => {
  const live = <D extends Docs, E extends Event>(projection: Projection<D, E>) =>
    reader<D>(liveIn(store, placeOf(projection)), projection.forms);
  const committed = async <D extends Docs>(set: ViewSet) =>
    (await store.checkpoint(set)) === undefined ? undefined : reader<D>(inside(store, set), undefined);
  return Object.assign(live, { in: committed, partitions });
};

/** Where a reader reads. */
interface Source {
  readonly documents: (views: readonly string[], tenant: string, keys: readonly string[]) => Promise<Live['documents']>;
  readonly page: (query: PageQuery) => Promise<Page>;
  readonly position: () => Promise<bigint | undefined>;
}

const liveIn = (store: ViewStore, of: LiveDocuments['of']): Source => ({
  documents: async (views, tenant, keys) => {
    const asked = views.map((view) => ({ of, view, tenant, keys }));
    return (await store.live(asked, [])).documents;
  },
  page: async (page) => {
    const { pages } = await store.live([], [{ of, page }]);
    return pages[0] ?? NO_PAGE;
  },
  position: async () => {
    const generation = await store.active(of);
    if (generation === undefined) throw new NoGenerationError(of);
    return store.checkpoint({ ...of, generation });
  },
});
const NO_PAGE: Page = { entries: [], hasNextPage: false };

const inside = (store: ViewStore, set: ViewSet): Source => ({
  documents: async (views, tenant, keys) => {
    const found: (readonly unknown[])[] = [];
    for (const view of views)
      found.push(
        await store.getMany(
          set,
          keys.map((key) => ({ view, tenant, key })),
        ),
      );
    return found;
  },
  page: (query) => store.page(set, query),
  position: () => store.checkpoint(set),
});

const reader = <D extends Docs>(source: Source, forms: Projection<D>['forms']): ViewReader<D> => {
  const taken = <V extends keyof D & string>(view: V, laid: unknown): D[V] => {
    const form = forms?.[view];
    return form ? takenOnce(laid, form.take as (laid: unknown) => D[V]) : (laid as D[V]);
  };
  const found = <V extends keyof D & string>(view: V, laid: unknown): D[V] | undefined =>
    laid === undefined ? undefined : taken(view, laid);
  return {
    get: async (view, tenant, key) => found(view, (await source.documents([view], tenant, [key]))[0]?.[0]),
    getMany: async (view, tenant, keys) => {
      const [laid = []] = await source.documents([view], tenant, keys);
      return laid.map((one) => found(view, one));
    },
    pair: async ([first, second], tenant, key) => {
      const [one, other] = await source.documents([first, second], tenant, [key]);
      return [found(first, one?.[0]), found(second, other?.[0])];
    },
    page: async <V extends keyof D & string>(view: V, query: Omit<PageQuery, 'view'>): Promise<Page<D[V]>> => {
      const { entries, hasNextPage } = await source.page({ ...query, view });
      return { entries: entries.map(({ doc, ...at }) => ({ ...at, doc: taken(view, doc) })), hasNextPage };
    },
    position: () => source.position(),
    lacks: async (tenant, learner) => (await source.page(asideOf(tenant, learner))).entries.length > 0,
  };
};

/** A frozen document is the same one whenever it is read, and lies in one view: it is taken up once. */
const takenOnce = <T>(laid: unknown, take: (laid: unknown) => T): T => {
  if (typeof laid !== 'object' || laid === null || !Object.isFrozen(laid)) return take(laid);
  if (!known.has(laid)) known.set(laid, take(laid));
  return known.get(laid) as T;
};
const known = new WeakMap<object, unknown>();
