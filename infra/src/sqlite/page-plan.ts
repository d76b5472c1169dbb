import { BadCursorError, type PageQuery } from '@proficio/events';
import { cursorOf, placeOf, type Place } from './cursor.js';
import { beyond, conditionsOf, contains, equalTo, scalar, type Condition, type Interval } from './total-order.js';
import { columnOf, indexOf } from './view-names.js';
import type { ViewTable } from './view-table.js';

/** Walks over one index, to be read one after the other until the page is full. */
export interface PagePlan {
  readonly walks: readonly Condition[];
  readonly cursorOf: (key: string, doc: unknown) => string;
}

/** @throws Error for a query that no index answers, BadCursorError */
export const planPage = (table: ViewTable, query: PageQuery): PagePlan => {
  const fields = table.indexes[query.index];
  if (!fields) throw new Error(`${table.view} has no index ${query.index}`);
  if (!Number.isInteger(query.first) || query.first < 0) throw new Error(`a page of ${query.first} cannot be read`);
  const prefix = prefixOf(fields, query);
  const rest = fields.slice(prefix.length);
  if (query.range && rest.length === 0) throw new Error(`${query.index} has no field left for a range`);
  const place = query.after === undefined ? undefined : placeOf(query.index, fields.length, query.after);
  if (place && !prefix.every((field, n) => query.equals[field] === place.fields[n]))
    throw new BadCursorError('the cursor belongs to a query for something else');

  const start = [
    equalTo('tenant', query.tenant),
    ...prefix.map((field) => equalTo(columnOf(field), query.equals[field] ?? null)),
  ];
  const after = place && { fields: place.fields.slice(prefix.length), key: place.key };
  const walks = placesAfter(rest.map(columnOf), intervalOf(query), after, query.descending ?? false);
  return {
    walks: walks.map((walk) => select(table, fields, query.descending ?? false, [...start, ...walk])),
    cursorOf: (key, doc) => cursorOf(query.index, { fields: fields.map((field) => scalar(doc, field, key)), key }),
  };
};

/** The equalities must be the index's first fields, or the index would not answer the query. */
const prefixOf = (fields: readonly string[], { equals, index }: PageQuery): readonly string[] => {
  const count = Object.keys(equals).length;
  const prefix = fields.slice(0, count);
  if (prefix.length !== count || !prefix.every((field) => Object.hasOwn(equals, field)))
    throw new Error(`${index} (${fields.join(', ')}) does not begin with ${Object.keys(equals).join(', ')}`);
  return prefix;
};

const intervalOf = ({ range }: PageQuery): Interval => ({
  lower: range?.from === undefined ? undefined : { value: range.from, inclusive: true },
  upper: range?.to === undefined ? undefined : { value: range.to, inclusive: false },
});

/**
 * Everything after a place, nearest first: same fields and a later key; then, ever further up, all but the last field
 * the same and that one later. Each is one walk of the index, which a comparison of whole rows would not be with nulls.
 */
const placesAfter = (
  columns: readonly string[],
  interval: Interval,
  after: Place | undefined,
  descending: boolean,
): readonly (readonly Condition[])[] => {
  const turned = (conditions: readonly Condition[]) => (descending ? conditions.toReversed() : conditions);
  const [first] = columns;
  if (!after) return first === undefined ? [[]] : turned(conditionsOf(first, interval)).map((condition) => [condition]);

  const same = (depth: number) => columns.slice(0, depth).map((column, n) => equalTo(column, after.fields[n] ?? null));
  const later = columns.map((column, depth) => {
    const part = beyond(depth === 0 ? interval : {}, after.fields[depth] ?? null, descending);
    return turned(conditionsOf(column, part)).map((condition) => [...same(depth), condition]);
  });
  if (first !== undefined && !contains(interval, after.fields[0] ?? null)) return later[0] ?? [];
  const laterKey: Condition = { sql: `key ${descending ? '<' : '>'} ?`, values: [after.key] };
  return [[...same(columns.length), laterKey], ...later.toReversed().flat()];
};

const select = (
  { name }: ViewTable,
  fields: readonly string[],
  descending: boolean,
  conditions: readonly Condition[],
): Condition => {
  const order = [...fields.map(columnOf), 'key'].map((column) => `${column}${descending ? ' DESC' : ''}`);
  return {
    sql: `SELECT key, doc FROM ${name} INDEXED BY ${indexOf(name, fields)}
      WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY ${order.join(', ')} LIMIT ?`,
    values: conditions.flatMap(({ values }) => values),
  };
};
