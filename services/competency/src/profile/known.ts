import { refold, startOfDay, type CountedPiece, type OwnTerms } from '../estimator/index.js';
import { byOrder, type KeptPiece } from '../evidence/in-order.js';
import type { Entry } from '../evidence/piece.js';
import type { Counts, Known } from '../policy/policy.js';
import { once } from '../once.js';
import { weightOf } from '../policy/weights.js';
import type { AsOf } from './as-of.js';
import type { LearnerDoc } from './documents.js';
import { evidenceAt } from './evidence-at.js';
import { standingIn } from './standings.js';

/** What was read of one learner in one framework: the document, and the entries of every skill, in log order. */
export interface Held {
  readonly learner: LearnerDoc | undefined;
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
}

const NOTHING: readonly KeptPiece[] = [];
const NONE: Counts = { evidence: 0, teaching: 0 };

/** What is known as of a moment, or now where it is null. Nothing is computed before it is asked for, nor twice. */
export const knownAt = ({ learner, entries }: Held, asOf: AsOf | null, now: Date): Known => {
  const evidence = new Map<string, readonly KeptPiece[]>();
  const evidenceOf = (skill: string): readonly KeptPiece[] => {
    const held = entries.get(skill);
    if (!held) return NOTHING;
    const known = evidence.get(skill) ?? evidenceAt(held, learner?.refold ?? false, asOf);
    evidence.set(skill, known);
    return known;
  };
  const taught = once(() => taughtPieces([...entries.keys()], evidenceOf));
  const live = asOf === null && learner?.refold !== true;
  return {
    evidenceOf,
    countsOf: (skill) => (asOf === null ? (standingOf(learner, skill) ?? NONE) : countsIn(evidenceOf(skill))),
    taught,
    own: once((): OwnTerms | null => (live ? (learner?.own ?? null) : refold(taught()))),
    day: startOfDay(asOf === null ? now.getTime() : Date.parse(asOf.at)),
  };
};

export const countsIn = (pieces: readonly KeptPiece[]): Counts => {
  const standing = pieces.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  return { evidence: standing.length, teaching: standing.filter(({ reading }) => reading !== null).length };
};

const standingOf = (learner: LearnerDoc | undefined, skill: string) => learner && standingIn(learner.skills, skill);

/** Of all skills, those that the framework's version no longer has as well: they too tell about the learner. */
const taughtPieces = (
  skills: readonly string[],
  evidenceOf: (skill: string) => readonly KeptPiece[],
): readonly CountedPiece[] => {
  const pieces = skills.flatMap((skill) => evidenceOf(skill).flatMap((piece) => taughtPiece(skill, piece)));
  return pieces.sort((a, b) => byOrder(a.kept, b.kept)).map(({ taught }) => taught);
};

const taughtPiece = (
  skill: string,
  kept: KeptPiece,
): readonly { readonly kept: KeptPiece; readonly taught: CountedPiece }[] => {
  const { eventId, item, share, kind, outcome, occurredAt, position, reading, withdrawnAt } = kept;
  if (withdrawnAt !== undefined || reading === null || outcome === null) return [];
  const weight = weightOf(kept);
  const at = Date.parse(occurredAt);
  return [
    { kept, taught: { eventId, item, skill, share, kind, outcome, weight, at, position: BigInt(position), reading } },
  ];
};
