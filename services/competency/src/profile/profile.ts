import {
  AttemptEvents,
  EnrolmentEvents,
  OverrideEvents,
  RecognitionEvents,
  ResultEvents,
  type Projection,
  type Recorded,
  type ViewKey,
  type WorkingViews,
} from '@proficio/events';
import { noRows } from '../estimator/index.js';
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
  type SharedDoc,
  type SkillDoc,
} from './documents.js';
import { followEnrolment } from './enrolments.js';
import { itemTerm, sharedOf } from './framework-terms.js';
import { keysOf } from './keys.js';
import { followOverride } from './overrides.js';
import { followSelfAssessment } from './self-assessments.js';
import { teachFact, teachingOf, type Teaching } from './teaching.js';

type Views = WorkingViews<ProfileDocs>;
type Fact = Recorded<FactEvent>;

/**
 * Documents are changed in place and then put: an event may cost no copy of a learner's every skill. The runner owns
 * them while it folds, and forgets them all when a batch fails.
 */
const evolve = (views: Views, event: Fact): void => {
  const entries = evidenceOf(event);
  for (const fact of teachingOf(entries)) teachIn(views, event, fact);
  for (const filed of entries) file(views, event, filed);
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
      return inLearner(views, event, event.data.framework, ({ enrolments }, { knownAt }) =>
        followEnrolment(enrolments, event, knownAt),
      );
    case 'LevelOverridden':
    case 'OverrideRevoked':
      return inLearner(views, event, event.data.framework, ({ overrides }, { knownAt }) =>
        followOverride(overrides, event, knownAt),
      );
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
  { data: { learner }, meta: { tenant, recordedAt }, position }: Fact,
  framework: string,
  change: (doc: LearnerDoc, shared: SharedDoc) => void,
): void => {
  const at = learnerAt(tenant, learner, framework);
  const doc = views.get(at) ?? nothingKnown(learner, framework);
  change(doc, sharedOf(views, tenant, framework, recordedAt));
  doc.position = String(position);
  views.put(at, doc);
};

const nothingKnown = (learner: string, framework: string): LearnerDoc => ({
  framework,
  learner,
  position: '',
  skills: {},
  selfAssessments: [],
  enrolments: [],
  overrides: [],
  own: null,
  newest: null,
  refold: false,
});

const teachIn = (views: Views, event: Fact, fact: Teaching): void => {
  const { tenant } = event.meta;
  const { framework, item, pieces } = fact;
  inLearner(views, event, framework, (learner, shared) =>
    teachFact(fact, {
      learner,
      shared,
      skill: skillIn(views, skillAt(tenant, event.data.learner, framework, pieces[0].skill)),
      itemTerm: item === null ? null : itemTerm(views, tenant, framework, item),
    }),
  );
};

const skillIn = (views: Views, at: ViewKey<'skill'>): SkillDoc => {
  const doc = views.get(at) ?? { chunks: 0, entries: [], histories: noRows() };
  views.put(at, doc);
  return doc;
};

const file = (views: Views, event: Fact, { framework, skill, entry }: Filed): void => {
  const at = skillAt(event.meta.tenant, event.data.learner, framework, skill);
  const doc = skillIn(views, at);
  if (doc.entries.length >= CHUNK) {
    views.put({ view: 'chunk', tenant: at.tenant, key: chunkKey(at.key, doc.chunks) }, { entries: doc.entries });
    doc.chunks++;
    doc.entries = [];
  }
  doc.entries.push(entry);
  inLearner(views, event, framework, (learner, { knownAt }) => {
    entry.knownAt = knownAt;
    count(learner, skill, entry);
  });
};

/** Whatever is withdrawn or corrected is scored evidence, and so was teaching; a correction changes no count. */
const count = (learner: LearnerDoc, skill: string, entry: Entry): void => {
  const { skills } = learner;
  const standing = own(skills, skill) ?? (skills[skill] = { evidence: 0, teaching: 0, corrected: false });
  if (entry.kind === 'withdrawal') {
    standing.evidence--;
    standing.teaching--;
    standing.corrected = true;
    learner.refold = true;
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
  version: 3,
  from: [AttemptEvents, ResultEvents, RecognitionEvents, EnrolmentEvents, OverrideEvents],
  views: { learner: { byFramework: ['framework', 'learner'] }, skill: {}, chunk: {}, shared: {}, item: {} },
  keys: keysOf,
  evolve,
};
