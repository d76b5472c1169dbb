import type { Recorded } from '../kernel/message.js';
import type { Projection } from '../views/projection.js';
import { AttemptEvents, type AttemptEvent } from './attempt.js';
import { EnrolmentEvents, type EnrolmentEvent } from './enrolment.js';
import { LearnerEvents, type LearnerEvent } from './learner.js';
import { RecognitionEvents, type RecognitionEvent } from './recognition.js';
import { ResultEvents, type ResultEvent } from './result.js';

/** What may be the first that is heard of a learner, and what follows on it. */
export type MeetingEvent = LearnerEvent | EnrolmentEvent | AttemptEvent | ResultEvent | RecognitionEvent;
export const MEETING = [LearnerEvents, EnrolmentEvents, AttemptEvents, ResultEvents, RecognitionEvents] as const;

/** Whether it makes its learner known: registered, named, enrolled, at an attempt of their own, or told of by a source. */
export const isMeeting = ({ type }: Pick<MeetingEvent, 'type'>): boolean => {
  switch (type) {
    case 'LearnerRegistered':
    case 'LearnerNamed':
    case 'LearnerEnrolled':
    case 'AttemptStarted':
    case 'ResultRecorded':
    case 'PriorLearningRecognised':
      return true;
    case 'LearnerErased':
    case 'ActivityStarted':
    case 'ActivityCompleted':
    case 'HoursLogged':
    case 'ArtefactSubmitted':
    case 'ArtefactReviewed':
    case 'EnrolmentEnded':
    case 'AnswerRecorded':
    case 'AttemptSubmitted':
    case 'AttemptWithdrawn':
    case 'ResultCorrected':
    case 'ResultWithdrawn':
    case 'PriorLearningCorrected':
      return false;
  }
};

type Known = { readonly learner: { readonly learner: string } };

/** A service's own view of who there is, for what one decides about others: whoever is not in it does not exist. */
export const knownLearners = (service: string, version: number): Projection<Known, MeetingEvent> => ({
  name: `${service}-learners`,
  version,
  from: MEETING,
  views: { learner: {} },
  keys: (event) => (isMeeting(event) ? [{ view: 'learner', tenant: event.meta.tenant, key: event.data.learner }] : []),
  evolve: (views, event: Recorded<MeetingEvent>) => {
    if (!isMeeting(event)) return;
    const { learner } = event.data;
    const at = { view: 'learner', tenant: event.meta.tenant, key: learner } as const;
    if (!views.get(at)) views.put(at, { learner });
  },
});
