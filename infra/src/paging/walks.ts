import { BadCursorError, type Indexes, type PageQuery } from '@proficio/events';
import { cursorOf, placeOf, type Place } from './cursor.js';
import { beyond, contains, scalar, type Interval, type Scalar } from './total-order.js';

/** A stretch of an index in its order: fields that are the same, then one within bounds, or the key beyond one. */
export interface Walk {
  readonly same: readonly (readonly [field: string, value: Scalar])[];
  readonly within?: { readonly field: string; readonly interval: Interval };
  readonly beyondKey?: string;
}

/** Walks over one index, to be made one after the other until the page is full. */
export interface Walks {
  /** Of the index, in its order. */
  readonly fields: readonly string[];
  readonly descending: boolean;
  readonly walks: readonly Walk[];
  readonly cursorOf: (key: string, doc: unknown) => string;
}

/** @throws Error for a query that no index answers, BadCursorError */
export const walksOf = (indexes: Indexes, query: PageQuery): Walks => {
  const fields = indexes[query.index];
  if (!fields) throw new Error(`${query.view} has no index ${query.index}`);
  if (!Number.isInteger(query.first) || query.first < 0) throw new Error(`a page of ${query.first} cannot be read`);
  const prefix = prefixOf(fields, query);
  const rest = fields.slice(prefix.length);
  if (query.range && rest.length === 0) throw new Error(`${query.index} has no field left for a range`);
  const place = query.after === undefined ? undefined : placeOf(query.index, fields.length, query.after);
  if (place && !prefix.every((field, n) => query.equals[field] === place.fields[n]))
    throw new BadCursorError('the cursor belongs to a query for something else');

  const descending = query.descending ?? false;
  const start = prefix.map((field) => [field, query.equals[field] ?? null] as const);
  const after = place && { fields: place.fields.slice(prefix.length), key: place.key };
  const walks = placesAfter(rest, intervalOf(query), after, descending);
  return {
    fields,
    descending,
    walks: walks.map((walk) => ({ ...walk, same: [...start, ...walk.same] })),
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
  fields: readonly string[],
  interval: Interval,
  after: Place | undefined,
  descending: boolean,
): readonly Walk[] => {
  const [first] = fields;
  if (!after) return [first === undefined ? { same: [] } : { same: [], within: { field: first, interval } }];

  const same = (depth: number) => fields.slice(0, depth).map((field, n) => [field, after.fields[n] ?? null] as const);
  const later = fields.map((field, depth): Walk => {
    const part = beyond(depth === 0 ? interval : {}, after.fields[depth] ?? null, descending);
    return { same: same(depth), within: { field, interval: part } };
  });
  if (first !== undefined && !contains(interval, after.fields[0] ?? null)) return later.slice(0, 1);
  return [{ same: same(fields.length), beyondKey: after.key }, ...later.toReversed()];
};
