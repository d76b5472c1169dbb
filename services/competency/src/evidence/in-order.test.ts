import fc from 'fast-check';
import { byOrder, inOrder } from './in-order.js';
import type { Entry, Piece } from './piece.js';
import { piece as pieceOf } from './piece.sample.js';

const piece = (eventId: string, change: Partial<Piece> = {}): Piece =>
  pieceOf({ eventId, recordedAt: '2026-01-06T09:00:00.000Z', ...change });
const withdrawal = (withdraws: string): Entry => ({
  eventId: `w-${withdraws}`,
  kind: 'withdrawal',
  withdraws,
  recordedAt: '2026-02-01T00:00:00.000Z',
  position: '9',
  knownAt: '2026-02-01T00:00:00.000Z',
});
const day = (n: number): string => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const ids = (entries: readonly Entry[], corrected = false) =>
  inOrder(entries, corrected).map(({ eventId, place, withdrawnAt }) => ({
    piece: `${eventId}/${place}`,
    withdrawn: withdrawnAt !== undefined,
  }));
const standing = (...pieces: readonly string[]) => pieces.map((piece) => ({ piece, withdrawn: false }));

test('by when it happened, then item, event and place', () => {
  const sorted = [
    piece('z', { occurredAt: day(1), item: 'z' }),
    piece('z', { occurredAt: day(2), item: null }),
    piece('z', { occurredAt: day(2), item: 'a' }),
    piece('a', { occurredAt: day(2), item: 'b' }),
    piece('b', { occurredAt: day(2), item: 'b' }),
    piece('b', { occurredAt: day(2), item: 'b', place: 1 }),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (shuffled) => {
      expect(inOrder(shuffled, false)).toEqual(sorted);
    }),
  );
});
test('a withdrawn piece stays in its place, marked', () =>
  expect(ids([piece('a', { occurredAt: day(1) }), piece('b', { occurredAt: day(2) }), withdrawal('a')], true)).toEqual([
    { piece: 'a/0', withdrawn: true },
    ...standing('b/0'),
  ]));
test('all pieces of a withdrawn event are withdrawn', () =>
  expect(ids([piece('a'), piece('a', { place: 1 }), withdrawal('a')], true)).toEqual([
    { piece: 'a/0', withdrawn: true },
    { piece: 'a/1', withdrawn: true },
  ]));
test('a correction happened when what it corrects happened, through any number of corrections', () => {
  const corrected = inOrder(
    [
      piece('a', { occurredAt: day(1) }),
      piece('b', { occurredAt: day(2) }),
      piece('c', { occurredAt: day(20), replaces: 'a' }),
      piece('d', { occurredAt: day(30), replaces: 'c' }),
    ],
    true,
  );
  expect(corrected.map(({ eventId, occurredAt, withdrawnAt }) => [eventId, occurredAt, withdrawnAt])).toEqual([
    ['a', day(1), '2026-01-06T09:00:00.000Z'],
    ['c', day(1), '2026-01-06T09:00:00.000Z'],
    ['d', day(1), undefined],
    ['b', day(2), undefined],
  ]);
});
test('a withdrawal says when the log took it', () =>
  expect(inOrder([piece('a'), withdrawal('a')], true)[0]?.withdrawnAt).toBe('2026-02-01T00:00:00.000Z'));
test('the order is total', () =>
  fc.assert(
    fc.property(fc.constantFrom('a', 'b'), fc.constantFrom('a', 'b'), fc.nat(1), fc.nat(1), (a, b, p, q) => {
      const [one, other] = [piece(a, { place: p }), piece(b, { place: q })];
      expect(Math.sign(byOrder(one, other))).toBe(-Math.sign(byOrder(other, one)) + 0);
      expect(byOrder(one, other) === 0).toBe(a === b && p === q);
    }),
  ));
