import {
  EnrolmentEvents,
  LearnerEvents,
  RecognitionEvents,
  ResultEvents,
  type EnrolmentEvent,
  type LearnerEvent,
  type Projection,
  type RecognitionEvent,
  type Recorded,
  type ResultEvent,
} from '@proficio/events';

/** A learner whom somebody but themselves can know of. */
export interface KnownLearner {
  readonly learner: string;
}
type MeetingEvent = LearnerEvent | EnrolmentEvent | ResultEvent | RecognitionEvent;

/** Whether it makes its learner known, as progress has it: registered, named, enrolled, or told about by a source. */
const isMeeting = ({ type }: Recorded<MeetingEvent>): boolean => {
  switch (type) {
    case 'LearnerRegistered':
    case 'LearnerNamed':
    case 'LearnerEnrolled':
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
    case 'ResultCorrected':
    case 'ResultWithdrawn':
    case 'PriorLearningCorrected':
      return false;
  }
};

/** Whom an assessor may decide about: others do not exist for them. */
export const knownLearners: Projection<{ readonly learner: KnownLearner }, MeetingEvent> = {
  name: 'assessment-learners',
  version: 1,
  from: [LearnerEvents, EnrolmentEvents, ResultEvents, RecognitionEvents],
  views: { learner: {} },
  keys: (event) => (isMeeting(event) ? [{ view: 'learner', tenant: event.meta.tenant, key: event.data.learner }] : []),
  evolve: (views, event) => {
    if (!isMeeting(event)) return;
    const { learner } = event.data;
    const at = { view: 'learner', tenant: event.meta.tenant, key: learner } as const;
    if (!views.get(at)) views.put(at, { learner });
  },
};
