import type { EvidenceKind, PolicyName } from '@proficio/events';
import type { Contribution, Estimate as Belief, Move, CountedPiece, OwnTerms } from '../estimator/index.js';
import type { KeptPiece } from '../evidence/in-order.js';
import type { Counting } from '../publication/prepared.js';

/** A score policy as data. Id and version never change their meaning. */
export type Policy = Readonly<PolicyName>;

/** What a policy says of one skill or domain: 0 to 1, or null where it has nothing to go by. */
export interface Estimate {
  readonly score: number | null;
  /** In score units; null where the policy does not say how sure it is. */
  readonly standardError: number | null;
  /** What is believed on the logit; null where the policy does not say. */
  readonly belief: Belief | null;
}
export const NOTHING_KNOWN: Estimate = { score: null, standardError: null, belief: null };

/** Pieces that were not withdrawn, and those of them that have a weight. */
export interface Counts {
  readonly evidence: number;
  readonly teaching: number;
}

/** Everything a policy may go by, of one learner in one framework, as of a moment. */
export interface Known {
  /** A skill's evidence in order, the withdrawn marked. */
  readonly evidenceOf: (skill: string) => readonly KeptPiece[];
  /** How much of it stands: of a live profile as the learner's document counted it, so that nothing is gone through. */
  readonly countsOf: (skill: string) => Counts;
  /** The learner's own terms; null without evidence of a weight above 0. */
  readonly own: () => OwnTerms | null;
  /** All that the own terms rest on, in order. */
  readonly taught: () => readonly CountedPiece[];
  /** The start, in UTC, of the day asked about, milliseconds since 1970. */
  readonly day: number;
}

/** One learner under one policy. */
export interface Estimates {
  readonly skill: (skill: string) => Estimate;
  readonly domain: (counting: readonly Counting[]) => Estimate;
  /** Contributions that add up to what is believed of a skill; null where the policy believes nothing. */
  readonly explain: (skill: string) => readonly Contribution[] | null;
  /** What each fact of the learner moved a skill by; empty where the policy believes nothing. */
  readonly moves: (skill: string) => readonly Move[];
}

/** What every score policy implements: pure, from what is known to estimates. */
export interface ScorePolicy {
  readonly policy: Policy;
  /** As every number names it: `canvas/weighted-average@1`, with the parameters that are not the defaults. */
  readonly name: string;
  readonly weights: Readonly<Record<EvidenceKind, number>>;
  /** Whether the score goes by evidence of this kind; the rest is shown beside it. */
  readonly counts: (kind: EvidenceKind) => boolean;
  readonly estimate: (known: Known) => Estimates;
}

/** As every number names it: id and version, and the parameters that are not the defaults, by name. */
export const nameOf = ({ id, version, parameters }: Policy): string => {
  const told = Object.entries(parameters).map(([name, value]) => `${name}: ${value}`);
  return `${id}@${version}${told.length === 0 ? '' : ` {${told.join(', ')}}`}`;
};
