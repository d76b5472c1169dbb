import type { ViewKey } from '@proficio/events';
import type { Entry } from '../evidence/piece.js';

/** What one learner's profile in one framework needs, whole, so that it is never torn. */
export interface LearnerDoc {
  /** Of the last event that was folded into this document. */
  position: string;
  readonly skills: Record<string, SkillStanding>;
  readonly selfAssessments: SelfAssessment[];
  readonly enrolments: Enrolment[];
}

/** Pieces that were not withdrawn. */
export interface SkillStanding {
  evidence: number;
  /** Of these, the ones of a weight above 0: all but completions. */
  teaching: number;
  /** There are withdrawals or corrections among the entries, so that reading must pair them. */
  corrected: boolean;
}

export interface SelfAssessment {
  readonly attempt: string;
  /** How many items it asks; with as many answers it is complete. */
  readonly items: number;
  readonly answers: Rating[];
}
export interface Rating {
  readonly eventId: string;
  readonly occurredAt: string;
  readonly item: string;
  readonly skill: string;
  readonly confident: boolean;
  readonly hesitationMs: number | null;
}

/** An enrolment pinned to a version, and what counts towards closing its paths. */
export interface Enrolment {
  readonly enrolment: string;
  status: 'active' | 'ended';
  readonly eventId: string;
  readonly startedAt: string;
  readonly version: number;
  readonly role: string | null;
  readonly paths: readonly string[];
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

/** The newest entries of a learner's skill; the full chunks before them are numbered from 0. */
export interface SkillDoc {
  chunks: number;
  entries: Entry[];
}
export interface ChunkDoc {
  readonly entries: readonly Entry[];
}
export const CHUNK = 64;

export type ProfileDocs = { readonly learner: LearnerDoc; readonly skill: SkillDoc; readonly chunk: ChunkDoc };

/** Keys of frameworks and skills have no `/`, and learner ids are hexadecimal. */
export const learnerKey = (learner: string, framework: string): string => `${learner}/${framework}`;
export const skillKey = (learner: string, framework: string, skill: string): string =>
  `${learner}/${framework}/${skill}`;
export const chunkKey = (skill: string, chunk: number): string => `${skill}/${chunk}`;

export const learnerAt = (tenant: string, learner: string, framework: string): ViewKey<'learner'> => ({
  view: 'learner',
  tenant,
  key: learnerKey(learner, framework),
});
export const skillAt = (tenant: string, learner: string, framework: string, skill: string): ViewKey<'skill'> => ({
  view: 'skill',
  tenant,
  key: skillKey(learner, framework, skill),
});

/** The property of a record that came from JSON, and not one that every object has. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
