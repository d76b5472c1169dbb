import type { Page, PageEntry, PageQuery } from '@proficio/events';
import type { Collection, Filter } from 'mongodb';
import { walksOf } from '../paging/walks.js';
import { indexOver } from './create.js';
import { docOf, DOC } from './documents.js';
import { filtersOf } from './filters.js';
import { keyIn, type Kept } from './kept.js';
import type { KnownSet } from './view-registry.js';

type Order = Record<string, 1 | -1>;

/** How a page is found: by filters, each a stretch of one index, until there is one row more than the page has. */
export interface PlannedPage {
  readonly filters: readonly Filter<Kept>[];
  readonly index: Order;
  readonly order: Order;
  readonly most: number;
  readonly pageOf: (rows: readonly Pick<Kept, '_id' | 'doc'>[]) => Page;
}

/** @throws Error for a query that no index answers, BadCursorError */
export const plannedPage = ({ views }: KnownSet, query: PageQuery): PlannedPage => {
  const { tenant, view, first } = query;
  const { fields, descending, walks, cursorOf } = walksOf(views.get(view)?.indexes ?? {}, query);
  return {
    filters: walks.flatMap((walk) => filtersOf(tenant, walk, descending)),
    index: indexOver(fields).key,
    order: indexOver(fields, descending ? -1 : 1).key,
    most: first + 1,
    pageOf: (rows) => {
      const entries = rows.slice(0, first).map((row): PageEntry => {
        const [key, doc] = [keyIn(tenant, row._id), docOf(row)];
        return { key, doc, cursor: cursorOf(key, doc) };
      });
      return { entries, hasNextPage: rows.length > first };
    },
  };
};

export const walked = async (
  view: Collection<Kept>,
  { filters, index, order, most }: PlannedPage,
): Promise<readonly Kept[]> => {
  const rows: Kept[] = [];
  for (const filter of filters) {
    const left = most - rows.length;
    if (left === 0) break;
    const walk = view.find(filter, DOC).hint(index).sort(order);
    rows.push(...(await walk.limit(left).batchSize(left).toArray()));
  }
  return rows;
};
