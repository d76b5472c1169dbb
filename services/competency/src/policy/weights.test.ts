import type { EvidenceKind } from '@proficio/events';
import type { KeptPiece } from '../evidence/in-order.js';
import { piece as pieceOf } from '../evidence/piece.sample.js';
import { weigh, WEIGHTS } from './weights.js';

const piece = (kind: EvidenceKind, item: string, change: Partial<KeptPiece> = {}): KeptPiece =>
  pieceOf({ kind, item, outcome: 1, ...change });
const weights = (...pieces: readonly KeptPiece[]) => weigh(pieces, WEIGHTS);

test.each<[EvidenceKind, number]>([
  ['scored-item', 1],
  ['graded-score', 4],
  ['rubric', 4],
  ['self-rating', 0.4],
  ['recognised-prior', 4],
  ['completion', 0],
])('%s weighs %p', (kind, weight) => expect(weights(piece(kind, 'i'))).toEqual([weight]));
test("an item's own weight multiplies", () => expect(weights(piece('rubric', 'i', { itemWeight: 0.5 }))).toEqual([2]));
test('the n-th self-rating on an item weighs an n-th', () =>
  expect(
    weights(
      piece('self-rating', 'i'),
      piece('self-rating', 'other'),
      piece('scored-item', 'i'),
      piece('self-rating', 'i'),
      piece('self-rating', 'i'),
    ),
  ).toEqual([0.4, 0.4, 1, 0.2, 0.4 / 3]));
test('a withdrawn self-rating takes no weight from the next', () =>
  expect(weights(piece('self-rating', 'i', { withdrawnAt: 'then' }), piece('self-rating', 'i'))).toEqual([0.4, 0.4]));
