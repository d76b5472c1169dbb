import { toMillionths, type EnrolmentEvent, type Pinned } from '@proficio/events';

/** What a learner has done in an enrolment, as far as closing asks; the decider and the views fold it alike. */
export interface Work {
  readonly pinned: Pinned;
  /** Those that were touched. */
  readonly activities: readonly ActivityWork[];
  readonly accepted: readonly AcceptedArtefacts[];
}

export interface ActivityWork {
  readonly activity: string;
  readonly status: 'started' | 'completed';
  readonly hours: number;
}

export interface AcceptedArtefacts {
  readonly activity: string;
  readonly kind: string;
  readonly count: number;
}

type WorkEvent = Exclude<EnrolmentEvent, { readonly type: 'LearnerEnrolled' }>;

export const untouched = (pinned: Pinned): Work => ({ pinned, activities: [], accepted: [] });

export const workOn = (work: Work, activity: string): ActivityWork | undefined =>
  work.activities.find((done) => done.activity === activity);

export const workAfter = (work: Work, event: WorkEvent): Work => {
  switch (event.type) {
    case 'ActivityStarted':
    case 'ArtefactSubmitted':
      return touched(work, event.data.activity, (done) => done);
    case 'ActivityCompleted':
      return touched(work, event.data.activity, (done) => ({ ...done, status: 'completed' }));
    case 'HoursLogged':
      return touched(work, event.data.activity, (done) => ({
        ...done,
        hours: toMillionths(done.hours + event.data.hours),
      }));
    case 'ArtefactReviewed':
      return event.data.accepted ? { ...work, accepted: oneMore(work.accepted, event.data) } : work;
    case 'EnrolmentEnded':
      return work;
  }
};

const touched = (work: Work, activity: string, change: (done: ActivityWork) => ActivityWork): Work => {
  const before = workOn(work, activity) ?? { activity, status: 'started', hours: 0 };
  return { ...work, activities: [...work.activities.filter((done) => done.activity !== activity), change(before)] };
};

const oneMore = (
  accepted: readonly AcceptedArtefacts[],
  { activity, kind }: Omit<AcceptedArtefacts, 'count'>,
): readonly AcceptedArtefacts[] => {
  const same = (entry: AcceptedArtefacts) => entry.activity === activity && entry.kind === kind;
  const count = (accepted.find(same)?.count ?? 0) + 1;
  return [...accepted.filter((entry) => !same(entry)), { activity, kind, count }];
};
