/**
 * State is kept in flat rows of doubles, changed in place: one array a learner costs a tenth of the memory of objects
 * with names, is JSON as it stands, and comes back from it bit by bit. Whoever folds owns the rows meanwhile.
 */
export type Row = number[];

/**
 * A new row, of numbers that may all be whole. V8 stores such an array in another way until the first fraction comes, and
 * code that meets both ways is a third slower; numbers that were fractions once stay as they are.
 */
export const rowOf = (...numbers: readonly number[]): Row => Array.from(Float64Array.from(numbers));
const ONE = rowOf(0);

/** A place outside the row is a bug, and NaN shows it in every sum. */
export const read = (row: Readonly<Row>, place: number): number => row[place] ?? Number.NaN;

/** Rows of one width behind one another, found by key: `numbers` holds the row of `keys[i]` from `i * width`. */
export interface Rows<Key extends string | number = string> {
  readonly keys: Key[];
  readonly numbers: Row;
}
export const noRows = <Key extends string | number = string>(): Rows<Key> => ({ keys: [], numbers: ONE.slice(0, 0) });

/** Where the row of a key begins; -1 without one. */
export const placeOf = <Key extends string | number>({ keys }: Rows<Key>, key: Key, width: number): number => {
  const index = keys.length <= SCANNED ? keys.indexOf(key) : (indexOf(keys).get(key) ?? -1);
  return index < 0 ? -1 : index * width;
};

/** Where the row of a key begins, made as a copy of `fresh` where there is none. */
export const placeFor = <Key extends string | number>(rows: Rows<Key>, key: Key, fresh: Readonly<Row>): number => {
  const { keys, numbers } = rows;
  const found = placeOf(rows, key, fresh.length);
  if (found >= 0) return found;
  const place = numbers.length;
  if (keys.length >= SCANNED) indexOf(keys).set(key, keys.length);
  keys.push(key);
  for (const number of fresh) numbers.push(number);
  return place;
};

/** Up to so many keys a look through is quicker than an index, and costs no memory. */
const SCANNED = 128;
const indexes = new WeakMap<object, Map<string | number, number>>();

const indexOf = (keys: readonly (string | number)[]): Map<string | number, number> => {
  const known = indexes.get(keys);
  if (known) return known;
  const index = new Map(keys.map((key, place) => [key, place]));
  indexes.set(keys, index);
  return index;
};
