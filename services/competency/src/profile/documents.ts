import type { Sealed, ViewKey } from '@proficio/events';
import type { OwnTerms, Row, Rows } from '../estimator/index.js';
import type { SortKeys } from '../evidence/in-order.js';
import type { Lines } from '../evidence/lines.js';
import type { Clocks } from './as-of.js';
import type { Practice } from './practice.js';

/** What one learner's profile in one framework needs, whole, so that it is never torn. */
export interface LearnerDoc {
  readonly framework: string;
  readonly learner: string;
  /** Of the last event that was folded into this document. */
  position: string;
  /** What stands of each skill: see `standings.ts`. */
  readonly skills: Rows;
  readonly selfAssessments: SelfAssessment[];
  readonly enrolments: EnrolmentHistory[];
  /** What assessors decided, in log order. */
  readonly overrides: OverrideAct[];
  /** The learner's own terms as the log left them; null before the first evidence of a weight above 0. */
  own: OwnTerms | null;
  /** The last of the evidence of a weight above 0, in the order of evidence. */
  newest: SortKeys | null;
  /** Some evidence came late or was taken back: reading must fold the own terms anew, and pair what was taken back. */
  refold: boolean;
}

export interface SelfAssessment {
  readonly attempt: string;
  /** How many items it asks; with as many answers it is complete. */
  readonly items: number;
  readonly answers: Rating[];
  /** By when it was known that it was withdrawn. */
  withdrawnAt?: string;
}
export interface Rating extends Clocks {
  readonly eventId: string;
  readonly item: string;
  readonly skill: string;
  readonly confident: boolean;
  readonly hesitationMs: number | null;
}

/** An enrolment pinned to a version, and everything that came of it, each with its time. */
export interface EnrolmentHistory extends Enrolled, Clocks {
  readonly facts: EnrolmentFact[];
}
export type EnrolmentFact = Clocks &
  (
    | { readonly fact: 'completed'; readonly activity: string }
    | { readonly fact: 'hours'; readonly activity: string; readonly hours: number }
    | { readonly fact: 'accepted'; readonly activity: string; readonly kind: string }
    | { readonly fact: 'ended' }
  );
export interface Enrolled {
  readonly enrolment: string;
  readonly eventId: string;
  readonly startedAt: string;
  readonly version: number;
  readonly role: string | null;
  readonly paths: readonly string[];
}
/** An enrolment as of a moment, and what counts towards closing its paths. */
export interface Enrolment extends Enrolled {
  status: 'active' | 'ended';
  readonly completed: string[];
  /** By activity. */
  readonly hours: Record<string, number>;
  readonly accepted: AcceptedArtefacts[];
}
export interface AcceptedArtefacts {
  readonly activity: string;
  readonly kind: string;
  count: number;
}

/** A decision about the level of a skill or of a domain; the other of the two is null. */
interface AboutLevel extends Clocks {
  readonly domain: string | null;
  readonly skill: string | null;
  /** The assessor's id. */
  readonly by: string;
}
export interface OverrideSet extends AboutLevel {
  readonly act: 'set';
  readonly level: number;
  readonly reason: Sealed<string>;
}
export type OverrideAct = OverrideSet | (AboutLevel & { readonly act: 'revoked' });

/** The newest entries of a learner, of all skills; the full chunks before them are numbered from 0. */
export interface RecentDoc {
  chunks: number;
  /** How many lines it has. */
  kept: number;
  entries: Lines;
}
export interface ChunkDoc {
  readonly entries: Lines;
}
export const CHUNK = 32;

/** What all learners of a framework teach together: the constant and the weights of practice, and each skill. */
export interface SharedDoc {
  /** The running maximum of recordedAt. */
  knownAt: string;
  readonly terms: Row;
  readonly skills: Record<string, Row>;
}
export interface ItemDoc {
  readonly term: Row;
}

export type ProfileDocs = {
  readonly learner: LearnerDoc;
  readonly recent: RecentDoc;
  readonly chunk: ChunkDoc;
  readonly practice: Practice;
  readonly shared: SharedDoc;
  readonly item: ItemDoc;
};

/**
 * Joins two names, and the same two to the same text, since an event names its learner's documents many times, and a text
 * that was looked up by once is looked up by again in half the time.
 */
const joining = (): ((first: string, second: string) => string) => {
  let last = { first: '', second: '', joined: '/' };
  return (first, second) => {
    if (last.first !== first || last.second !== second) last = { first, second, joined: `${first}/${second}` };
    return last.joined;
  };
};

/** Keys of frameworks and skills have no `/`, and learner ids are hexadecimal. */
export const learnerKey = joining();
export const chunkKey = (learner: string, framework: string, chunk: number): string =>
  `${learner}/${framework}/${chunk}`;

export const learnerAt = (tenant: string, learner: string, framework: string): ViewKey<'learner'> => ({
  view: 'learner',
  tenant,
  key: learnerKey(learner, framework),
});
export const recentAt = (tenant: string, learner: string, framework: string): ViewKey<'recent'> => ({
  view: 'recent',
  tenant,
  key: learnerKey(learner, framework),
});
export const chunkAt = (tenant: string, learner: string, framework: string, chunk: number): ViewKey<'chunk'> => ({
  view: 'chunk',
  tenant,
  key: chunkKey(learner, framework, chunk),
});
export const practiceAt = (tenant: string, learner: string, framework: string): ViewKey<'practice'> => ({
  view: 'practice',
  tenant,
  key: learnerKey(learner, framework),
});

export const sharedAt = (tenant: string, framework: string): ViewKey<'shared'> => ({
  view: 'shared',
  tenant,
  key: framework,
});
const itemKey = joining();
export const itemAt = (tenant: string, framework: string, item: string): ViewKey<'item'> => ({
  view: 'item',
  tenant,
  key: itemKey(framework, item),
});

/** The property of a record that came from JSON, and not one that every object has. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
