import type { KeptPiece } from '../evidence/in-order.js';
import { piece as pieceOf } from '../evidence/piece.sample.js';
import { canvas } from '../policy/canvas.js';
import { evidencePage } from './evidence.js';

const piece = (day: number, change: Partial<KeptPiece> = {}): KeptPiece =>
  pieceOf({
    eventId: `e${day}`,
    occurredAt: `2026-01-0${day}T00:00:00.000Z`,
    recordedAt: `2026-01-0${day}T00:00:00.000Z`,
    ...change,
  });
const policy = canvas('canvas/weighted-average', {}, 0.6);
const page = (pieces: readonly KeptPiece[], first = 20, after?: string) =>
  evidencePage({ policy, pieces, moves: () => [] }, first, after);
const nodes = (pieces: readonly KeptPiece[]) => page(pieces).edges.map(({ node }) => node);

test('pages follow each other, oldest first', () => {
  const pieces = [1, 2, 3].map((day) => piece(day));
  const first = page(pieces, 2);
  expect(first.edges.map(({ node }) => node.eventId)).toEqual(['e1', 'e2']);
  expect([first.pageInfo.hasNextPage, first.pageInfo.endCursor]).toEqual([true, first.edges[1]?.cursor]);
  const second = page(pieces, 2, first.pageInfo.endCursor ?? '');
  expect(second.edges.map(({ node }) => node.eventId)).toEqual(['e3']);
  expect(second.pageInfo.hasNextPage).toBe(false);
  const third = page(pieces, 2, second.pageInfo.endCursor ?? '');
  expect([third.edges, third.pageInfo.hasNextPage, third.pageInfo.endCursor]).toEqual([[], false, null]);
});
test('late evidence before a cursor moves nothing behind it', () => {
  const { endCursor } = page([piece(2), piece(3)], 1).pageInfo;
  expect(page([piece(1), piece(2), piece(3)], 5, endCursor ?? '').edges.map(({ node }) => node.eventId)).toEqual([
    'e3',
  ]);
});
test.each(['nonsense', '', '7', Buffer.from('[1,2]').toString('base64url')])(
  'a cursor of something else, %p, is refused',
  (cursor) => expect(() => page([piece(1)], 1, cursor)).toThrow('cursor'),
);
test('what a policy leaves out is shown beside what it counts', () =>
  expect(
    nodes([
      piece(1),
      piece(2, { kind: 'self-rating', hesitationMs: 700 }),
      piece(3, { kind: 'self-rating' }),
      piece(4, { kind: 'completion', outcome: null }),
    ]).map(({ counted, weight }) => ({ counted, weight })),
  ).toEqual([
    { counted: true, weight: 4 },
    { counted: false, weight: 0.4 },
    { counted: false, weight: 0.2 },
    { counted: false, weight: 0 },
  ]));
test('withdrawn evidence is marked and not counted', () =>
  expect(nodes([piece(1, { withdrawnAt: '2026-02-01T00:00:00.000Z' })])[0]).toMatchObject({
    counted: false,
    withdrawn: true,
    withdrawnAt: '2026-02-01T00:00:00.000Z',
  }));
