import type { Row } from './rows.js';

/**
 * How a row lies in a store: whole numbers as they are, any others by the bits of their doubles, as base64. To print and
 * to read a fraction in decimals takes twenty times as long as all else that is done with it.
 */
export type LaidRow = readonly number[] | string;

export const lay = (row: Readonly<Row>): LaidRow => (row.every(isShort) ? row : bitsOf(row));

export const take = (laid: LaidRow): Row => (typeof laid === 'string' ? rowOfBits(laid) : rowFrom(laid, laid.length));

/** The bits of a row's doubles. */
export const bitsOf = (row: Readonly<Row>): string => {
  if (row.length > SPACE.length) return Buffer.from(Float64Array.from(row).buffer).toString('base64');
  for (let place = 0; place < row.length; place++) SPACE[place] = row[place] ?? NaN;
  return BYTES.toString('base64', 0, row.length * Float64Array.BYTES_PER_ELEMENT);
};

export const rowOfBits = (bits: string): Row => {
  const length = Buffer.byteLength(bits, 'base64') / Float64Array.BYTES_PER_ELEMENT;
  if (length > SPACE.length) return rowFrom(written(bits, new Float64Array(length)), length);
  BYTES.write(bits, 'base64');
  return rowFrom(SPACE, length);
};

const written = (bits: string, doubles: Float64Array): Float64Array => {
  Buffer.from(doubles.buffer).write(bits, 'base64');
  return doubles;
};

/** Where bits are turned, so that a row needs no memory outside the heap of its own. */
const SPACE = new Float64Array(4096);
const BYTES = Buffer.from(SPACE.buffer);

/** An array that holds doubles from the start, of which parts are copied: what else makes one takes ten times as long. */
const DOUBLES: Readonly<Row> = Array.from(SPACE);

const rowFrom = (numbers: ArrayLike<number>, length: number): Row => {
  if (length > DOUBLES.length) return Array.from(Float64Array.from(numbers));
  const row = DOUBLES.slice(0, length);
  for (let place = 0; place < length; place++) row[place] = numbers[place] ?? NaN;
  return row;
};

/** JSON has no -0. */
const isShort = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);
