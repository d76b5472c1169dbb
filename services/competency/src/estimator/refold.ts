import type { EvidenceKind } from '@proficio/events';
import { correctOwn, drift, type Correction, type Part } from './correction.js';
import { newOwn, skillPlace, type OwnTerms } from './terms.js';
import { baseIn, keepBase, metIn, type Reading } from './teach.js';

/** A piece of evidence that counts, as it was kept. Pieces of one fact differ in skill, share and reading alone. */
export interface CountedPiece {
  readonly eventId: string;
  readonly item: string | null;
  readonly skill: string;
  readonly share: number;
  readonly kind: EvidenceKind;
  readonly outcome: number;
  /** As the fact had it: a self-rating's is divided by its number among the pieces that are folded. */
  readonly weight: number;
  /** When it happened, milliseconds since 1970. */
  readonly at: number;
  /** Where it stands in the log: the base shown is that of the piece recorded last. */
  readonly position: bigint;
  readonly reading: Reading;
}

/** The own terms right after one fact, and what it did to them. `own` goes on changing with the next. */
export interface Refolded {
  readonly pieces: readonly [CountedPiece, ...CountedPiece[]];
  readonly own: OwnTerms;
  readonly correction: Correction;
}

/**
 * Folds a learner's own terms again from the pieces that count, given in the order of evidence (`occurredAt`, item,
 * event, place): for a learner with late, corrected or withdrawn evidence, and as of another day. Where nothing came
 * late and nothing was taken back, it ends with the very bits of the running state. Practice counts are not refolded:
 * what they said is in the readings.
 */
export function* refolding(pieces: Iterable<CountedPiece>): Generator<Refolded, void, undefined> {
  let own: OwnTerms | undefined;
  const positions = new Map<string, bigint>();
  const ratings = new Map<string, number>();
  for (const fact of facts(pieces)) {
    const [first] = fact;
    own ??= newOwn(first.at);
    const parts = partsOf(own, fact);
    drift(own, parts, first.at);
    const weight = first.weight / timesRated(ratings, first);
    const correction = correctOwn(own, parts, metIn(first.reading), first.outcome, weight);
    for (const { piece, from } of parts) {
      const newest = positions.get(piece.skill);
      if (newest !== undefined && newest > piece.position) continue;
      positions.set(piece.skill, piece.position);
      keepBase(own, from, baseIn(piece.reading));
    }
    yield { pieces: fact, own, correction };
  }
}

/** Null without a piece. */
export const refold = (pieces: Iterable<CountedPiece>): OwnTerms | null => {
  let own: OwnTerms | null = null;
  for (const folded of refolding(pieces)) own = folded.own;
  return own;
};

/** Pieces of one fact follow one another, since they share all that orders evidence but their place in the event. */
function* facts(
  pieces: Iterable<CountedPiece>,
): Generator<readonly [CountedPiece, ...CountedPiece[]], void, undefined> {
  let fact: [CountedPiece, ...CountedPiece[]] | undefined;
  for (const piece of pieces) {
    if (fact && fact[0].eventId === piece.eventId && fact[0].item === piece.item) {
      fact.push(piece);
      continue;
    }
    if (fact) yield fact;
    fact = [piece];
  }
  if (fact) yield fact;
}

const partsOf = (
  own: OwnTerms,
  pieces: readonly CountedPiece[],
): readonly (Part & { readonly piece: CountedPiece })[] =>
  pieces.map((piece) => ({ piece, share: piece.share, from: skillPlace(own, piece.skill, piece.at) }));

const timesRated = (ratings: Map<string, number>, { kind, item }: CountedPiece): number => {
  if (kind !== 'self-rating' || item === null) return 1;
  const times = (ratings.get(item) ?? 0) + 1;
  ratings.set(item, times);
  return times;
};
