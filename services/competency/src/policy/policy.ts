import type { EvidenceKind } from '@proficio/events';
import type { KeptPiece } from '../evidence/in-order.js';
import type { LearnerDoc } from '../profile/documents.js';
import type { Counting } from '../publication/prepared.js';

/** A score policy as data. Id and version never change their meaning. */
export interface Policy {
  readonly id: string;
  readonly version: number;
  readonly parameters: Readonly<Record<string, number | null>>;
}

/** What a policy says of one skill or domain: 0 to 1, or null where it has nothing to go by. */
export interface Estimate {
  readonly score: number | null;
  /** In score units; null where the policy does not say how sure it is. */
  readonly standardError: number | null;
}
export const NOTHING_KNOWN: Estimate = { score: null, standardError: null };

/** Everything a policy may go by, of one learner in one framework: the document, and each skill's evidence in order. */
export interface Known {
  readonly learner: LearnerDoc | undefined;
  readonly evidenceOf: (skill: string) => readonly KeptPiece[];
}

/** One learner under one policy. */
export interface Estimates {
  readonly skill: (skill: string) => Estimate;
  readonly domain: (counting: readonly Counting[]) => Estimate;
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
