import type { PageQuery } from '@proficio/events';
import { walksOf, type Walks } from '../paging/walks.js';
import { conditionsOf, equalTo, type Condition } from './conditions.js';
import { columnOf, indexOf } from './view-names.js';
import type { ViewTable } from './view-table.js';

/** Statements over one index, to be read one after the other until the page is full. */
export interface PagePlan {
  readonly walks: readonly Condition[];
  readonly cursorOf: (key: string, doc: unknown) => string;
}

/** @throws Error for a query that no index answers, BadCursorError */
export const planPage = (table: ViewTable, query: PageQuery): PagePlan => {
  const plan = walksOf(table.indexes, query);
  const tenant = equalTo('tenant', query.tenant);
  const conditions = plan.walks.flatMap((walk) => conditionsOf(walk, plan.descending));
  return { walks: conditions.map((condition) => select(table, plan, tenant, condition)), cursorOf: plan.cursorOf };
};

const select = ({ name }: ViewTable, plan: Walks, tenant: Condition, walk: Condition): Condition => {
  const order = [...plan.fields.map(columnOf), 'key'].map((column) => `${column}${plan.descending ? ' DESC' : ''}`);
  return {
    sql: `SELECT key, doc FROM ${name} INDEXED BY ${indexOf(name, plan.fields)}
      WHERE ${tenant.sql} AND ${walk.sql} ORDER BY ${order.join(', ')} LIMIT ?`,
    values: [...tenant.values, ...walk.values],
  };
};
