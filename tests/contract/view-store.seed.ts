import { randomUUID } from 'node:crypto';
import type { Commit, PageQuery, Put, ViewKey, ViewSet, ViewShapes, ViewStore } from '@proficio/events';

/** The views the suites write: one with indexes of one field, of two and of none, and one with no index at all. */
export const SHAPES: ViewShapes = {
  item: { byName: ['name'], byGroup: ['group', 'score'], inGroup: ['group'], byKey: [] },
  note: {},
};

export interface Item {
  readonly group: string;
  readonly name: string | null;
  readonly score: number | null;
}

/** A set of its own for each test: the suites run on stores that already hold other things. */
export const freshSet = (generation = 1): ViewSet => ({
  projection: `p-${randomUUID()}`,
  version: 1,
  partition: 'all',
  generation,
});

export const item = (key: string, doc: unknown, tenant = 't'): Put => ({ view: 'item', tenant, key, doc });
export const at = (key: string, tenant = 't'): ViewKey => ({ view: 'item', tenant, key });

export const commitOf = (
  set: ViewSet,
  expected: bigint | undefined,
  position: bigint,
  puts: readonly Put[],
  deletes: readonly ViewKey[] = [],
): Commit => ({ set, expected, position, puts, deletes });

/** A new set that holds these documents. */
export const filled = async (store: ViewStore, puts: readonly Put[]): Promise<ViewSet> => {
  const set = freshSet();
  await store.create(set, SHAPES);
  await store.commit(commitOf(set, undefined, 1n, puts));
  return set;
};

export const pageOf = (query: Partial<PageQuery> & Pick<PageQuery, 'index'>): PageQuery => ({
  view: 'item',
  tenant: 't',
  equals: {},
  first: 100,
  ...query,
});

/** The keys of every page, read with the cursor of the one before until there is no next. */
export const keysByPages = async (
  store: ViewStore,
  set: ViewSet,
  query: Partial<PageQuery> & Pick<PageQuery, 'index' | 'first'>,
): Promise<readonly (readonly string[])[]> => {
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const { entries, hasNextPage } = await store.page(set, pageOf({ ...query, after }));
    pages.push(entries.map(({ key }) => key));
    after = hasNextPage ? entries.at(-1)?.cursor : undefined;
  } while (after !== undefined && pages.length < 1000);
  return pages;
};
