import { inOrder, type KeptPiece } from '../evidence/in-order.js';
import type { Entry } from '../evidence/piece.js';
import type { AsOf } from './as-of.js';

/** A skill's entries, given in log order, as the evidence that stood as of a moment, in order. */
export const evidenceAt = (entries: readonly Entry[], corrected: boolean, asOf: AsOf | null): readonly KeptPiece[] => {
  if (asOf?.clock === 'RECORDED')
    return inOrder(
      entries.filter(({ knownAt }) => knownAt <= asOf.at),
      corrected,
    );
  const pieces = inOrder(entries, corrected);
  return asOf === null ? pieces : pieces.filter(({ occurredAt }) => occurredAt <= asOf.at);
};
