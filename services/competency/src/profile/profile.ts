import {
  AttemptEvents,
  EnrolmentEvents,
  RecognitionEvents,
  ResultEvents,
  type Projection,
  type Recorded,
  type WorkingViews,
} from '@proficio/events';
import { evidenceOf, type FactEvent, type Filed } from '../evidence/evidence-of.js';
import type { Entry } from '../evidence/piece.js';
import {
  CHUNK,
  chunkKey,
  learnerAt,
  own,
  skillAt,
  type LearnerDoc,
  type ProfileDocs,
  type SkillDoc,
} from './documents.js';
import { followEnrolment } from './enrolments.js';
import { keysOf } from './keys.js';
import { followSelfAssessment } from './self-assessments.js';

type Views = WorkingViews<ProfileDocs>;

/**
 * Documents are changed in place and then put: an event may cost no copy of a learner's every skill. The runner owns
 * them while it folds, and forgets them all when a batch fails.
 */
const evolve = (views: Views, event: Recorded<FactEvent>): void => {
  for (const filed of evidenceOf(event)) file(views, event, filed);
  switch (event.type) {
    case 'AttemptStarted':
    case 'AnswerRecorded':
    case 'AttemptWithdrawn':
      return followSelfAssessment(event, (framework, change) => inLearner(views, event, framework, change));
    case 'LearnerEnrolled':
    case 'ActivityCompleted':
    case 'HoursLogged':
    case 'ArtefactReviewed':
    case 'EnrolmentEnded':
      return inLearner(views, event, event.data.framework, ({ enrolments }) => followEnrolment(enrolments, event));
    case 'AttemptSubmitted':
    case 'ActivityStarted':
    case 'ArtefactSubmitted':
    case 'ResultRecorded':
    case 'ResultCorrected':
    case 'ResultWithdrawn':
    case 'PriorLearningRecognised':
    case 'PriorLearningCorrected':
      return;
  }
};

const inLearner = (
  views: Views,
  { data: { learner }, meta: { tenant }, position }: Recorded<FactEvent>,
  framework: string,
  change: (doc: LearnerDoc) => void,
): void => {
  const at = learnerAt(tenant, learner, framework);
  const doc = views.get(at) ?? { position: '', skills: {}, selfAssessments: [], enrolments: [] };
  change(doc);
  doc.position = String(position);
  views.put(at, doc);
};

const file = (views: Views, event: Recorded<FactEvent>, { framework, skill, entry }: Filed): void => {
  const at = skillAt(event.meta.tenant, event.data.learner, framework, skill);
  const doc: SkillDoc = views.get(at) ?? { chunks: 0, entries: [] };
  if (doc.entries.length >= CHUNK) {
    views.put({ view: 'chunk', tenant: at.tenant, key: chunkKey(at.key, doc.chunks) }, { entries: doc.entries });
    doc.chunks++;
    doc.entries = [];
  }
  doc.entries.push(entry);
  views.put(at, doc);
  inLearner(views, event, framework, (learner) => count(learner, skill, entry));
};

/** Whatever is withdrawn or corrected is scored evidence, and so was teaching; a correction changes no count. */
const count = ({ skills }: LearnerDoc, skill: string, entry: Entry): void => {
  const standing = own(skills, skill) ?? (skills[skill] = { evidence: 0, teaching: 0, corrected: false });
  if (entry.kind === 'withdrawal') {
    standing.evidence--;
    standing.teaching--;
    standing.corrected = true;
  } else if (entry.replaces !== undefined) {
    standing.corrected = true;
  } else {
    standing.evidence++;
    if (entry.kind !== 'completion') standing.teaching++;
  }
};

/** Everything that is known of learners' competency, by learner and framework; what depends on a version is computed on read. */
export const profile: Projection<ProfileDocs, FactEvent> = {
  name: 'competency',
  version: 1,
  from: [AttemptEvents, ResultEvents, RecognitionEvents, EnrolmentEvents],
  views: { learner: {}, skill: {}, chunk: {} },
  keys: keysOf,
  evolve,
};
