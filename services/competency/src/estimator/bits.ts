import type { Row } from './rows.js';

/**
 * How a row lies in a store: whole numbers as they are, any others by the bits of their doubles, as base64. To print and
 * to read a fraction in decimals takes twenty times as long as all else that is done with it.
 */
export type LaidRow = readonly number[] | string;

export const lay = (row: Readonly<Row>): LaidRow => {
  if (row.every(isShort)) return row;
  return Buffer.from(new Float64Array(row).buffer).toString('base64');
};

export const take = (laid: LaidRow): Row => {
  if (typeof laid !== 'string') return Array.from(Float64Array.from(laid));
  const doubles = new Float64Array(Buffer.byteLength(laid, 'base64') / Float64Array.BYTES_PER_ELEMENT);
  Buffer.from(doubles.buffer).write(laid, 'base64');
  return Array.from(doubles);
};

/** JSON has no -0. */
const isShort = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);
