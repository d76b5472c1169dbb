import type { EvidenceKind } from '@proficio/events';
import type { KeptPiece } from '../evidence/in-order.js';
import type { Piece } from '../evidence/piece.js';

/** What a piece of each kind weighs beside one scored item, unless a policy says otherwise. */
export const WEIGHTS: Readonly<Record<EvidenceKind, number>> = {
  'scored-item': 1,
  'graded-score': 4,
  rubric: 4,
  // The first time on an item; the n-th time an n-th of it, since rating oneself again tells little that is new.
  'self-rating': 0.4,
  'recognised-prior': 4,
  completion: 0,
};

/** What a piece weighs: its kind's weight times its item's own. A self-rating's is that of a first one. */
export const weightOf = (
  { kind, itemWeight }: Pick<Piece, 'kind' | 'itemWeight'>,
  weights: Readonly<Record<EvidenceKind, number>> = WEIGHTS,
): number => weights[kind] * itemWeight;

/** The weight of each piece, given in order. */
export const weigh = (
  pieces: readonly KeptPiece[],
  weights: Readonly<Record<EvidenceKind, number>>,
): readonly number[] => {
  const rated = new Map<string, number>();
  return pieces.map((piece) => {
    const { kind, item, withdrawnAt } = piece;
    const weight = weightOf(piece, weights);
    if (kind !== 'self-rating') return weight;
    const times = (rated.get(item ?? '') ?? 0) + 1;
    if (withdrawnAt === undefined) rated.set(item ?? '', times);
    return weight / times;
  });
};
