import type { Recorded } from '@proficio/events';
import type { FactEvent } from '../evidence/evidence-of.js';
import { learnerAt, skillAt, type ProfileDocs } from './documents.js';
import type { KeyIn } from '@proficio/events';

interface Told {
  readonly framework: string;
  readonly skill: string;
}
const NOTHING: readonly Told[] = [];

/** Every document that folding an event reads: of each skill it tells about, and of the learner in its framework. */
export const keysOf = (event: Recorded<FactEvent>): readonly KeyIn<ProfileDocs>[] => {
  const { learner } = event.data;
  const { tenant } = event.meta;
  const framework = frameworkOf(event);
  const keys: KeyIn<ProfileDocs>[] = framework === undefined ? [] : [learnerAt(tenant, learner, framework)];
  for (const told of skillsOf(event))
    keys.push(learnerAt(tenant, learner, told.framework), skillAt(tenant, learner, told.framework, told.skill));
  return keys;
};

/** The framework that an event belongs to whatever it tells about. */
const frameworkOf = (event: Recorded<FactEvent>): string | undefined => {
  switch (event.type) {
    case 'AttemptStarted':
      return event.data.purpose === 'self-assessment' ? event.data.framework : undefined;
    case 'LearnerEnrolled':
    case 'ActivityCompleted':
    case 'HoursLogged':
    case 'ArtefactReviewed':
    case 'EnrolmentEnded':
      return event.data.framework;
    case 'AnswerRecorded':
    case 'AttemptSubmitted':
    case 'AttemptWithdrawn':
    case 'ActivityStarted':
    case 'ArtefactSubmitted':
    case 'ResultRecorded':
    case 'ResultCorrected':
    case 'ResultWithdrawn':
    case 'PriorLearningRecognised':
    case 'PriorLearningCorrected':
      return undefined;
  }
};

const skillsOf = (event: Recorded<FactEvent>): readonly Told[] => {
  switch (event.type) {
    case 'AnswerRecorded':
    case 'ResultRecorded':
    case 'ResultCorrected':
    case 'ResultWithdrawn':
    case 'PriorLearningRecognised':
    case 'PriorLearningCorrected':
      return event.data.bindings;
    case 'AttemptWithdrawn':
      return event.data.answers.flatMap(({ bindings }) => bindings);
    case 'ArtefactReviewed':
      return event.data.criteria.flatMap(({ bindings }) => bindings);
    case 'ActivityCompleted':
    case 'HoursLogged':
      return event.data.skills.map((skill) => ({ framework: event.data.framework, skill }));
    case 'AttemptStarted':
    case 'AttemptSubmitted':
    case 'LearnerEnrolled':
    case 'ActivityStarted':
    case 'ArtefactSubmitted':
    case 'EnrolmentEnded':
      return NOTHING;
  }
};
