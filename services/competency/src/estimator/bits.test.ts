import fc from 'fast-check';
import { lay, take } from './bits.js';

const back = (row: number[]): number[] => take(JSON.parse(JSON.stringify(lay(row))));

test('a row comes back from a store bit by bit', () =>
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -0, NaN, 1e9, 2 ** 31))), (row) => {
      const found = back(row);
      expect(found.length).toBe(row.length);
      found.forEach((value, place) => expect(Object.is(value, row[place])).toBe(true));
    }),
  ));
test('whole numbers lie as a person would write them', () => expect(lay([3, 0, -1])).toEqual([3, 0, -1]));
test('fractions lie in less room than their decimals', () =>
  expect(lay([1 / 3, 2 / 3, 1 / 7, 1 / 9])).toBe('VVVVVVVV1T9VVVVVVVXlP5IkSZIkScI/HMdxHMdxvD8='));
