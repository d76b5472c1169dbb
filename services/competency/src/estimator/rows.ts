/**
 * State is kept in flat rows of doubles, changed in place: one array a learner costs a tenth of the memory of objects
 * with names, is JSON as it stands, and comes back from it bit by bit. Whoever folds owns the rows meanwhile.
 */
export type Row = number[];

/** A place outside the row is a bug, and NaN shows it in every sum. */
export const read = (row: Readonly<Row>, place: number): number => row[place] ?? Number.NaN;

/** Rows of one width behind one another, found by key: `numbers` holds the row of `keys[i]` from `i * width`. */
export interface Rows {
  readonly keys: string[];
  readonly numbers: Row;
}
export const noRows = (): Rows => ({ keys: [], numbers: [] });

/** Where the row of a key begins; -1 without one. */
export const placeOf = ({ keys }: Readonly<Rows>, key: string, width: number): number => {
  const index = keys.length <= SCANNED ? keys.indexOf(key) : (indexOf(keys).get(key) ?? -1);
  return index < 0 ? -1 : index * width;
};

/** Where the row of a key begins, made of `fresh` where there is none. */
export const placeFor = (rows: Rows, key: string, fresh: () => Readonly<Row>): number => {
  const { keys, numbers } = rows;
  const width = keys.length === 0 ? 0 : numbers.length / keys.length;
  const found = placeOf(rows, key, width);
  if (found >= 0) return found;
  const place = numbers.length;
  if (keys.length >= SCANNED) indexOf(keys).set(key, keys.length);
  keys.push(key);
  numbers.push(...fresh());
  return place;
};

/** Up to so many keys a look through is quicker than an index, and costs no memory. */
const SCANNED = 32;
const indexes = new WeakMap<readonly string[], Map<string, number>>();

const indexOf = (keys: readonly string[]): Map<string, number> => {
  const known = indexes.get(keys);
  if (known) return known;
  const index = new Map(keys.map((key, place) => [key, place]));
  indexes.set(keys, index);
  return index;
};
