import { newOwn, skillPlace, teach, type Meeting } from '../estimator/index.js';
import { byOrder, isPiece } from '../evidence/in-order.js';
import type { Filed } from '../evidence/evidence-of.js';
import type { Piece } from '../evidence/piece.js';
import { weightOf } from '../policy/weights.js';
import type { LearnerDoc, SharedDoc } from './documents.js';
import { skillTerm } from './framework-terms.js';

/** A piece on its way to its skill's document. */
interface Told {
  readonly skill: string;
  readonly piece: Piece;
}
/** One fact of a weight above 0. Its pieces differ in skill and share alone. */
export interface Teaching {
  readonly framework: string;
  readonly item: string | null;
  readonly outcome: number;
  readonly weight: number;
  readonly pieces: [Told, ...Told[]];
}

/** The facts among an event's entries that teach, in the order of evidence. */
export const teachingOf = (entries: readonly Filed[]): readonly Teaching[] => {
  const facts: Teaching[] = [];
  for (const { framework, skill, entry: piece } of entries) {
    if (!isPiece(piece) || piece.outcome === null) continue;
    const { item, outcome } = piece;
    const weight = weightOf(piece);
    if (weight <= 0) continue;
    const same = facts.find((fact) => fact.framework === framework && fact.item === item);
    if (same) same.pieces.push({ skill, piece });
    else facts.push({ framework, item, outcome, weight, pieces: [{ skill, piece }] });
  }
  return facts.length < 2 ? facts : facts.sort((a, b) => byOrder(a.pieces[0].piece, b.pieces[0].piece));
};

/** The documents that a fact meets. */
export interface Met {
  readonly learner: LearnerDoc;
  readonly shared: SharedDoc;
  readonly item: Meeting['item'];
}

/** Teaches one fact to the shared terms and the learner's own, in log order, and gives each piece what it met. */
export const teachFact = ({ outcome, weight, pieces }: Teaching, { learner, shared, item }: Met): void => {
  const first = pieces[0].piece;
  const at = Date.parse(first.occurredAt);
  const own = (learner.own ??= newOwn(at));
  const meeting: Meeting = {
    shared: shared.terms,
    own,
    item,
    skills: pieces.map(({ skill: key, piece: { share } }) => ({
      share,
      from: skillPlace(own, key, at),
      term: skillTerm(shared, key),
    })),
  };
  const { readings } = teach(meeting, { kind: first.kind, outcome, weight, at });
  pieces.forEach(({ piece }, index) => (piece.reading = readings[index] ?? null));
  place(learner, first);
};

/** A fact that sorts before one already taught is late. */
const place = (learner: LearnerDoc, { occurredAt, item, eventId, place }: Piece): void => {
  const keys = { occurredAt, item, eventId, place };
  if (learner.newest && byOrder(keys, learner.newest) < 0) learner.refold = true;
  else learner.newest = keys;
};
