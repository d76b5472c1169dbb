import { inOrder, type KeptPiece } from '../evidence/in-order.js';
import type { Entry } from '../evidence/piece.js';
import { isKnown, isPart, type AsOf } from './as-of.js';

/** A skill's entries, given in log order, as the evidence that stood as of a moment, in order. */
export const evidenceAt = (entries: readonly Entry[], corrected: boolean, asOf: AsOf | null): readonly KeptPiece[] => {
  if (asOf === null) return inOrder(entries, corrected);
  const known = entries.filter(({ knownAt }) => isKnown(asOf, knownAt));
  return inOrder(known, corrected).filter((piece) => isPart(asOf, piece));
};
