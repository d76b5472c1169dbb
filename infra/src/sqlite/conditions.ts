import { contains, type Interval, type Scalar } from '../paging/total-order.js';
import type { Walk } from '../paging/walks.js';
import { columnOf } from './view-names.js';

export interface Condition {
  readonly sql: string;
  readonly values: readonly Scalar[];
}

export const equalTo = (column: string, value: Scalar): Condition =>
  value === null ? { sql: `${column} IS NULL`, values: [] } : { sql: `${column} = ?`, values: [value] };

/** What a walk asks of a row, as conditions that SQLite answers with one walk of an index each, nearest first. */
export const conditionsOf = ({ same, within, beyondKey }: Walk, descending: boolean): readonly Condition[] => {
  const start = same.map(([field, value]) => equalTo(columnOf(field), value));
  if (beyondKey !== undefined)
    return [both([...start, { sql: `key ${descending ? '<' : '>'} ?`, values: [beyondKey] }])];
  if (!within) return [both(start)];
  const parts = between(columnOf(within.field), within.interval);
  return (descending ? parts.toReversed() : parts).map((part) => both([...start, part]));
};

const both = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => sql).join(' AND ') || 'TRUE',
  values: conditions.flatMap(({ values }) => values),
});

/** In ascending order: the nulls, which no comparison in SQL finds, and the rest. */
const between = (column: string, interval: Interval): readonly Condition[] => {
  const { lower, upper } = interval;
  if (!lower && !upper) return [{ sql: 'TRUE', values: [] }];
  const nulls = contains(interval, null) ? [equalTo(column, null)] : [];
  if (upper?.value === null) return nulls;
  const ends = [
    { bound: lower, sign: '>' },
    { bound: upper, sign: '<' },
  ].flatMap(({ bound, sign }) =>
    bound === undefined || bound.value === null
      ? []
      : [{ sql: `${column} ${sign}${bound.inclusive ? '=' : ''} ?`, value: bound.value }],
  );
  const sql = ends.map((end) => end.sql).join(' AND ') || `${column} IS NOT NULL`;
  return [...nulls, { sql, values: ends.map(({ value }) => value) }];
};
