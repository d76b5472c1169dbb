import { UnfitDocumentError } from '@proficio/events';

/** What an index can sort by. The order is total: null first, then numbers by value, then text by its UTF-8 bytes. */
export type Scalar = string | number | null;

export const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === 'string' || Number.isFinite(value);

/** A document's field for its index; a missing one counts as null. */
export const scalar = (doc: unknown, field: string, whose: string): Scalar => {
  const value = (doc as Readonly<Record<string, unknown>> | null)?.[field] ?? null;
  if (!isScalar(value))
    throw new UnfitDocumentError(`${whose}: the indexed field ${field} must be text, a finite number or null`);
  return value;
};

export const rank = (value: Scalar) => (value === null ? 0 : typeof value === 'number' ? 1 : 2);

const compare = (a: Scalar, b: Scalar): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return rank(a) - rank(b);
};

export interface Bound {
  readonly value: Scalar;
  readonly inclusive: boolean;
}
/** Everything between two bounds; a missing one is no bound. */
export interface Interval {
  readonly lower?: Bound | undefined;
  readonly upper?: Bound | undefined;
}

export const contains = ({ lower, upper }: Interval, value: Scalar): boolean => {
  const above = lower === undefined ? 1 : compare(value, lower.value);
  const below = upper === undefined ? 1 : compare(upper.value, value);
  return (above > 0 || (above === 0 && !!lower?.inclusive)) && (below > 0 || (below === 0 && !!upper?.inclusive));
};

/** The part of the interval that comes after a value, or before it. */
export const beyond = (interval: Interval, value: Scalar, descending: boolean): Interval => {
  const bound = { value, inclusive: false };
  if (descending) {
    const { upper } = interval;
    return upper && compare(upper.value, value) < 0 ? interval : { ...interval, upper: bound };
  }
  const { lower } = interval;
  return lower && compare(lower.value, value) > 0 ? interval : { ...interval, lower: bound };
};
