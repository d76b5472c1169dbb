import type { ClosingCondition, EnrolmentEvent, PinnedActivity, PinnedPath } from '@proficio/events';
import { untouched, workAfter, type Work } from './work.js';

export type Enrolment = { readonly status: 'none' } | Begun;

export interface Begun {
  readonly status: 'active' | 'ended';
  readonly learner: string;
  readonly framework: string;
  readonly version: number;
  readonly role: string | null;
  readonly work: Work;
  readonly artefacts: readonly Artefact[];
}

export interface Artefact {
  readonly artefact: string;
  readonly activity: string;
  readonly kind: string;
  readonly review: Review | null;
}

/** What of a review can be compared: its comment is sealed. */
export interface Review {
  readonly accepted: boolean;
  readonly rubric: string | null;
  readonly criteria: readonly { readonly item: string; readonly level: string }[];
}

const pathsWith = ({ work }: Begun, activity: string): readonly PinnedPath[] =>
  work.pinned.paths.filter(({ activities }) => activities.includes(activity));

type AskingFor = Extract<ClosingCondition, { readonly kind: 'artefact' }>;

/** Conditions on artefacts of a kind, by the activity itself or by a path that it is part of. */
export const askingFor = (begun: Begun, activity: string, kind: string): readonly AskingFor[] =>
  [activityOf(begun, activity)?.closes ?? [], pathsWith(begun, activity).map(({ closes }) => closes)]
    .flat(2)
    .filter((condition) => condition.kind === 'artefact')
    .filter(({ artefact }) => artefact === kind);

export const activityOf = ({ work }: Begun, activity: string): PinnedActivity | undefined =>
  work.pinned.activities.find(({ key }) => key === activity);

export const evolve = (enrolment: Enrolment, event: EnrolmentEvent): Enrolment => {
  if (event.type === 'LearnerEnrolled') {
    const { learner, framework, version, role, paths, activities } = event.data;
    const work = untouched({ paths, activities });
    return { status: 'active', learner, framework, version, role, work, artefacts: [] };
  }
  if (enrolment.status === 'none') return enrolment;
  const begun = { ...enrolment, work: workAfter(enrolment.work, event) };
  switch (event.type) {
    case 'ActivityStarted':
    case 'ActivityCompleted':
    case 'HoursLogged':
      return begun;
    case 'ArtefactSubmitted': {
      const { artefact, activity, kind } = event.data;
      return { ...begun, artefacts: [...begun.artefacts, { artefact, activity, kind, review: null }] };
    }
    case 'ArtefactReviewed': {
      const { accepted, rubric, criteria } = event.data;
      const review = { accepted, rubric, criteria: criteria.map(({ item, level }) => ({ item, level })) };
      const reviewed = (artefact: Artefact) =>
        artefact.artefact === event.data.artefact ? { ...artefact, review } : artefact;
      return { ...begun, artefacts: begun.artefacts.map(reviewed) };
    }
    case 'EnrolmentEnded':
      return { ...begun, status: 'ended' };
  }
};
