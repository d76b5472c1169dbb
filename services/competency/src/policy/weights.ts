import type { EvidenceKind } from '@proficio/events';
import type { KeptPiece } from '../evidence/in-order.js';

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

/** The weight of each piece, given in order: that of its kind times its item's own. */
export const weigh = (
  pieces: readonly KeptPiece[],
  weights: Readonly<Record<EvidenceKind, number>>,
): readonly number[] => {
  const rated = new Map<string, number>();
  return pieces.map(({ kind, item, itemWeight, withdrawnAt }) => {
    const weight = weights[kind] * itemWeight;
    if (kind !== 'self-rating') return weight;
    const times = (rated.get(item ?? '') ?? 0) + 1;
    if (withdrawnAt === undefined) rated.set(item ?? '', times);
    return weight / times;
  });
};
