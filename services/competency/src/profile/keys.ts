import type { Among, KeyIn, Recorded } from '@proficio/events';
import type { FactEvent } from '../evidence/evidence-of.js';
import { itemAt, learnerAt, practiceAt, recentAt, sharedAt, type ProfileDocs } from './documents.js';

interface Told {
  readonly framework: string;
  readonly skill: string;
}
const NO_ITEMS: readonly string[] = [];
const NOTHING: readonly Told[] = [];

/**
 * Every document that folding an event reads: of the learner and of what is shared in each framework that it tells about
 * and that is ours, of its items, and of what the learner did on them.
 */
export const keysAmong = (has: Among, event: Recorded<FactEvent>): readonly KeyIn<ProfileDocs>[] => {
  const { learner } = event.data;
  const { tenant } = event.meta;
  const framework = frameworkOf(event);
  const keys: KeyIn<ProfileDocs>[] = [];
  const inFramework = (key: string) => keys.push(learnerAt(tenant, learner, key), sharedAt(tenant, key));
  if (framework !== undefined && has(tenant, framework)) inFramework(framework);
  const items = itemsOf(event);
  let before: string | undefined;
  for (const { framework: told } of skillsOf(event)) {
    if (told === before) continue;
    before = told;
    if (!has(tenant, told)) continue;
    inFramework(told);
    keys.push(recentAt(tenant, learner, told));
    if (items.length > 0) keys.push(practiceAt(tenant, learner, told));
    for (const item of items) keys.push(itemAt(tenant, told, item));
  }
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
    case 'LevelOverridden':
    case 'OverrideRevoked':
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

/** The items of what teaches. */
const itemsOf = (event: Recorded<FactEvent>): readonly string[] => {
  switch (event.type) {
    case 'AnswerRecorded':
    case 'ResultRecorded':
    case 'ResultCorrected':
      return [event.data.item];
    case 'ArtefactReviewed':
      return event.data.criteria.map(({ item }) => item);
    case 'AttemptStarted':
    case 'AttemptSubmitted':
    case 'AttemptWithdrawn':
    case 'ResultWithdrawn':
    case 'PriorLearningRecognised':
    case 'PriorLearningCorrected':
    case 'LearnerEnrolled':
    case 'ActivityStarted':
    case 'ActivityCompleted':
    case 'HoursLogged':
    case 'ArtefactSubmitted':
    case 'EnrolmentEnded':
    case 'LevelOverridden':
    case 'OverrideRevoked':
      return NO_ITEMS;
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
    case 'LevelOverridden':
    case 'OverrideRevoked':
      return NOTHING;
  }
};
