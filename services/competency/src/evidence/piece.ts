import type { EvidenceKind } from '@proficio/events';
import type { Reading } from '../estimator/index.js';

/**
 * One piece of evidence as it is kept: what one fact told about one skill, before any policy weighed it. Times are
 * ISO 8601 in UTC with milliseconds, so that they sort as text.
 */
export interface Piece {
  readonly eventId: string;
  /** Which of the event's pieces it is: by criterion, then by binding. */
  readonly place: number;
  readonly kind: EvidenceKind;
  /** The question, criterion, assessment or activity; null for recognised prior learning. */
  readonly item: string | null;
  /** 0 to 1, or null where nothing was scored. */
  readonly outcome: number | null;
  /** The item's own weight. A policy multiplies it by the weight that it gives the kind. */
  readonly itemWeight: number;
  /** The skill's part of a binding to several skills. */
  readonly share: number;
  readonly hesitationMs: number | null;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly position: string;
  /** A correction names the event whose pieces it takes the place of. */
  readonly replaces?: string;
  /** By when the log had taken it: see `Clocks`. Set when it is filed, as is what it met of the shared terms. */
  knownAt: string;
  /** Null where it has no weight. */
  reading: Reading | null;
}

/** Takes back the pieces of event `withdraws`. */
export interface Withdrawal {
  readonly eventId: string;
  readonly kind: 'withdrawal';
  readonly withdraws: string;
  readonly recordedAt: string;
  readonly position: string;
  knownAt: string;
}

/** What is kept of a skill, in log order. */
export type Entry = Piece | Withdrawal;
