import type { Filter } from 'mongodb';
import { contains, rank, type Interval } from '../paging/total-order.js';
import type { Walk } from '../paging/walks.js';
import { fieldOf, idOf, type Kept } from './kept.js';

type Condition = Readonly<Record<string, unknown>>;

/** What a walk asks of a document, as filters that MongoDB answers with one walk of an index each, nearest first. */
export const filtersOf = (
  tenant: string,
  { same, within, beyondKey }: Walk,
  descending: boolean,
): readonly Filter<Kept>[] => {
  const start = { tenant, ...Object.fromEntries(same.map(([field, value]) => [fieldOf(field), value])) };
  if (beyondKey !== undefined)
    return [{ ...start, _id: { [descending ? '$lt' : '$gt']: idOf({ tenant, key: beyondKey }) } }];
  if (!within) return [start];
  const parts = between(within.interval);
  return (descending ? parts.toReversed() : parts).map((part) =>
    part === ANYTHING ? start : { ...start, [fieldOf(within.field)]: part },
  );
};

const ANYTHING: Condition = {};

/** In ascending order: a comparison in MongoDB finds values of its own kind alone. */
const between = (interval: Interval): readonly (Condition | null)[] =>
  !interval.lower && !interval.upper
    ? [ANYTHING]
    : [...(contains(interval, null) ? [null] : []), ...ofKind(interval, -Infinity), ...ofKind(interval, '')];

/** All of one kind that lies between the bounds, from the kind's least on. */
const ofKind = ({ lower, upper }: Interval, least: number | string): readonly Condition[] => {
  const kind = rank(least);
  if ((lower && rank(lower.value) > kind) || (upper && rank(upper.value) < kind)) return [];
  const from = lower && rank(lower.value) === kind ? lower : { value: least, inclusive: true };
  const to = upper && rank(upper.value) === kind ? upper : undefined;
  return [
    {
      [from.inclusive ? '$gte' : '$gt']: from.value,
      ...(to && { [to.inclusive ? '$lte' : '$lt']: to.value }),
    },
  ];
};
