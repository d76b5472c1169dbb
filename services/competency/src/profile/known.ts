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
export const knownAt = (held: Held, asOf: AsOf | null, now: Date): Known => {
  const { learner, entries } = held;
  const facts = factsOf(held);
  const evidenceOf = asOf === null ? facts.evidenceOf : byNeed(entries, learner, asOf);
  const taught = once(() => taughtAt(facts, asOf, () => taughtPieces([...entries.keys()], evidenceOf)));
  const live = asOf === null && learner?.refold !== true;
  return {
    evidenceOf,
    countsOf: (skill) => (asOf === null ? (standingOf(learner, skill) ?? NONE) : countsIn(evidenceOf(skill))),
    taught,
    own: once((): OwnTerms | null => (live ? (learner?.own ?? null) : ownOf(facts, asOf, taught()))),
    day: startOfDay(asOf === null ? now.getTime() : Date.parse(asOf.at)),
  };
};

type EvidenceOf = (skill: string) => readonly KeptPiece[];

/** What is the same whenever the same is asked about: everything up to now. */
interface Facts {
  readonly evidenceOf: EvidenceOf;
  readonly taught: () => readonly CountedPiece[];
  readonly own: () => OwnTerms | null;
  /** Own terms after the first so many of the pieces, as they were last asked for. */
  first: { readonly pieces: number; readonly own: OwnTerms | null } | undefined;
}
const known = new WeakMap<Held, Facts>();

/** Worked out once for what is held, however many ask for it. */
const factsOf = (held: Held): Facts => {
  const found = known.get(held);
  if (found) return found;
  const evidenceOf = byNeed(held.entries, held.learner, null);
  const taught = once(() => taughtPieces([...held.entries.keys()], evidenceOf));
  const facts: Facts = { evidenceOf, taught, own: once(() => refold(taught())), first: undefined };
  known.set(held, facts);
  return facts;
};

const byNeed = (entries: Held['entries'], learner: Held['learner'], asOf: AsOf | null): EvidenceOf => {
  const evidence = new Map<string, readonly KeptPiece[]>();
  return (skill) => {
    const held = entries.get(skill);
    if (!held) return NOTHING;
    const found = evidence.get(skill) ?? evidenceAt(held, learner?.refold ?? false, asOf);
    evidence.set(skill, found);
    return found;
  };
};

/** What had happened by a moment comes first of all that happened; what was known by then has to be told apart. */
const taughtAt = (
  { taught }: Facts,
  asOf: AsOf | null,
  apart: () => readonly CountedPiece[],
): readonly CountedPiece[] => {
  if (asOf === null) return taught();
  if (asOf.clock === 'RECORDED') return apart();
  const moment = Date.parse(asOf.at);
  const later = taught().findIndex(({ at }) => at > moment);
  return later < 0 ? taught() : taught().slice(0, later);
};

/** The pieces of a moment on the clock of what happened are known by how many they are. */
const ownOf = (facts: Facts, asOf: AsOf | null, pieces: readonly CountedPiece[]): OwnTerms | null => {
  if (asOf?.clock === 'RECORDED') return refold(pieces);
  if (pieces.length === facts.taught().length) return facts.own();
  if (facts.first?.pieces !== pieces.length) facts.first = { pieces: pieces.length, own: refold(pieces) };
  return facts.first.own;
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
