import { BadCursorError } from '@proficio/events';
import { isScalar, type Scalar } from './total-order.js';

/** A place in an index: every field it sorts by, and the key. */
export interface Place {
  readonly fields: readonly Scalar[];
  readonly key: string;
}

export const cursorOf = (index: string, { fields, key }: Place): string =>
  Buffer.from(JSON.stringify([index, ...fields, key])).toString('base64url');

/** @throws BadCursorError for a text that no query over this index gave out */
export const placeOf = (index: string, count: number, cursor: string): Place => {
  const [name, ...rest] = parsed(cursor);
  const key = rest.pop();
  if (name !== index || rest.length !== count || typeof key !== 'string' || !rest.every(isScalar))
    throw new BadCursorError(`not a cursor of ${index}`);
  const place = { fields: rest, key };
  if (cursorOf(index, place) !== cursor) throw new BadCursorError(`not a cursor of ${index}`);
  return place;
};

const parsed = (cursor: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(value)) return value;
  } catch {
    // told below, like every other fault
  }
  throw new BadCursorError('not a cursor');
};
