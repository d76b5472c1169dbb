import { EnrolmentEvents, type EnrolmentEvent, type Projection } from '@proficio/events';
import { isPart, type AsOf, type Clocks } from '../profile/as-of.js';
import { courseKey } from './cohorts.js';

/** An enrolment in a course: who, from when, and until when, each on both clocks. */
export interface EnrolledDoc extends Clocks {
  /** By `courseKey`. */
  readonly course: string;
  readonly learner: string;
  readonly status: 'active' | 'ended';
  readonly ended: Clocks | null;
}

/** Enrolments in courses, by their id. Single paths make no cohort. */
export const enrolled: Projection<{ readonly enrolment: EnrolledDoc }, EnrolmentEvent> = {
  name: 'competency-enrolled',
  version: 1,
  from: [EnrolmentEvents],
  views: { enrolment: { byCourse: ['course', 'learner'], byStatus: ['course', 'status', 'learner'] } },
  keys: ({ type, data, meta: { tenant } }) =>
    type === 'EnrolmentEnded' ? [{ view: 'enrolment', tenant, key: data.enrolment }] : [],
  evolve: (views, { type, data, meta: { tenant, occurredAt, recordedAt } }) => {
    const at = { view: 'enrolment', tenant, key: data.enrolment } as const;
    // Of single events, as publications are: who is a member is no sum that a clock set back could tear.
    const clocks: Clocks = { occurredAt, knownAt: recordedAt };
    switch (type) {
      case 'LearnerEnrolled': {
        const { framework, course, learner } = data;
        if (course === null) return;
        const where = { course: courseKey(framework, course), learner };
        return views.put(at, { ...where, status: 'active', ended: null, ...clocks });
      }
      case 'EnrolmentEnded': {
        const begun = views.get(at);
        if (begun) views.put(at, { ...begun, status: 'ended', ended: clocks });
        return;
      }
      case 'ActivityStarted':
      case 'ActivityCompleted':
      case 'HoursLogged':
      case 'ArtefactSubmitted':
      case 'ArtefactReviewed':
        return;
    }
  },
};

/** Whether it was active as of a moment, or is now. */
export const wasActive = (asOf: AsOf | null, { ended, ...begun }: EnrolledDoc): boolean =>
  isPart(asOf, begun) && !(ended && isPart(asOf, ended));
