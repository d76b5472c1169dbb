import type { Entry, Piece } from './piece.js';

/** A piece with what became of it: `withdrawnAt` is when the log took its withdrawal or correction. */
export type KeptPiece = Piece & { readonly withdrawnAt?: string };

export type SortKeys = Pick<Piece, 'occurredAt' | 'item' | 'eventId' | 'place'>;

/** The order of evidence everywhere: when it happened, then item, event and place, so that no two pieces tie. */
export const byOrder = (a: SortKeys, b: SortKeys): number =>
  byText(a.occurredAt, b.occurredAt) ||
  byText(a.item ?? '', b.item ?? '') ||
  byText(a.eventId, b.eventId) ||
  a.place - b.place;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A skill's entries, given in log order, as its evidence in order. Withdrawn pieces stay in it, marked. `corrected`
 * tells whether there are withdrawals or corrections among them; without, nothing needs pairing.
 */
export const inOrder = (entries: readonly Entry[], corrected: boolean): readonly KeptPiece[] => {
  const pieces = corrected ? paired(entries) : entries.filter(isPiece);
  return isSorted(pieces) ? pieces : [...pieces].sort(byOrder);
};

export const isPiece = (entry: Entry): entry is Piece => entry.kind !== 'withdrawal';

const isSorted = (pieces: readonly Piece[]): boolean =>
  pieces.every((piece, index) => {
    const next = pieces[index + 1];
    return next === undefined || byOrder(piece, next) < 0;
  });

/** A correction stands in the place of what it corrects: it happened when that happened. */
const paired = (entries: readonly Entry[]): readonly KeptPiece[] => {
  const ended = new Map<string, string>();
  const happened = new Map<string, string>();
  for (const entry of entries) {
    const taken = isPiece(entry) ? entry.replaces : entry.withdraws;
    if (taken !== undefined) ended.set(taken, entry.recordedAt);
    if (isPiece(entry)) happened.set(entry.eventId, happened.get(entry.replaces ?? '') ?? entry.occurredAt);
  }
  return entries.filter(isPiece).map((piece): KeptPiece => {
    const occurredAt = happened.get(piece.eventId) ?? piece.occurredAt;
    const withdrawnAt = ended.get(piece.eventId);
    return withdrawnAt === undefined ? { ...piece, occurredAt } : { ...piece, occurredAt, withdrawnAt };
  });
};
