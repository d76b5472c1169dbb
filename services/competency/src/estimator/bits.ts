import type { Row } from './rows.js';

/**
 * How a row lies in a store: whole numbers as they are, any others by the bits of their doubles, as base64. To print and
 * to read a fraction in decimals takes twenty times as long as all else that is done with it.
 */
export type LaidRow = readonly number[] | string;

export const lay = (row: Readonly<Row>): LaidRow =>
  row.every(isShort) ? row : Buffer.from(new Float64Array(row).buffer).toString('base64');

export const take = (laid: LaidRow): Row => {
  if (typeof laid !== 'string') return rowFrom(laid);
  const doubles = new Float64Array(Buffer.byteLength(laid, 'base64') / Float64Array.BYTES_PER_ELEMENT);
  Buffer.from(doubles.buffer).write(laid, 'base64');
  return rowFrom(doubles);
};

/** An array that holds doubles from the start, of which parts are copied: what else makes one takes ten times as long. */
const DOUBLES: Readonly<Row> = Array.from(new Float64Array(4096));

const rowFrom = (numbers: ArrayLike<number>): Row => {
  if (numbers.length > DOUBLES.length) return Array.from(Float64Array.from(numbers));
  const row = DOUBLES.slice(0, numbers.length);
  for (let place = 0; place < row.length; place++) row[place] = numbers[place] ?? NaN;
  return row;
};

/** JSON has no -0. */
const isShort = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);
