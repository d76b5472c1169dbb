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
import { noRows, newItem } from '../estimator/index.js';
import { addTo, noColumns } from '../evidence/columns.js';
import { evidenceOf, type FactEvent, type Filed } from '../evidence/evidence-of.js';
import { isPiece } from '../evidence/in-order.js';
import {
  CHUNK,
  chunkAt,
  itemAt,
  learnerAt,
  practiceAt,
  recentAt,
  type LearnerDoc,
  type ProfileDocs,
  type SharedDoc,
} from './documents.js';
import { followEnrolment } from './enrolments.js';
import { forms } from './forms.js';
import { sharedOf } from './framework-terms.js';
import { keysOf } from './keys.js';
import { followOverride } from './overrides.js';
import { followSelfAssessment } from './self-assessments.js';
import { countIn } from './standings.js';
import { teachFact, teachingOf, type Teaching } from './teaching.js';

type Views = WorkingViews<ProfileDocs>;
type Fact = Recorded<FactEvent>;

/** The documents of a learner in a framework that an event changes. */
interface Touched {
  readonly framework: string;
  readonly learner: LearnerDoc;
  readonly shared: SharedDoc;
}

/**
 * Documents are changed in place and then put: an event may cost no copy of a learner's every skill. The runner owns
 * them while it folds, and forgets them all when a batch fails.
 */
const evolve = (views: Views, event: Fact): void => {
  const inFramework = touching(views, event);
  const entries = evidenceOf(event);
  for (const fact of teachingOf(entries))
    teachFact(fact, { ...inFramework(fact.framework), item: itemOf(views, event, fact) });
  for (const filed of entries) file(views, event, inFramework(filed.framework), filed);
  switch (event.type) {
    case 'AttemptStarted':
    case 'AnswerRecorded':
    case 'AttemptWithdrawn':
      return followSelfAssessment(event, inFramework);
    case 'LearnerEnrolled':
    case 'ActivityCompleted':
    case 'HoursLogged':
    case 'ArtefactReviewed':
    case 'EnrolmentEnded': {
      const { learner, shared } = inFramework(event.data.framework);
      return followEnrolment(learner.enrolments, event, shared.knownAt);
    }
    case 'LevelOverridden':
    case 'OverrideRevoked': {
      const { learner, shared } = inFramework(event.data.framework);
      return followOverride(learner.overrides, event, shared.knownAt);
    }
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

/** Gets and puts the documents of each framework once, however much of an event is about it. */
const touching = (views: Views, event: Fact): ((framework: string) => Touched) => {
  let last: Touched | undefined;
  return (framework) => (last?.framework === framework ? last : (last = touched(views, event, framework)));
};

const touched = (views: Views, { data, meta: { tenant, recordedAt }, position }: Fact, framework: string): Touched => {
  const at = learnerAt(tenant, data.learner, framework);
  const learner = views.get(at) ?? nothingKnown(data.learner, framework);
  views.put(at, learner);
  learner.position = String(position);
  return { framework, learner, shared: sharedOf(views, tenant, framework, recordedAt) };
};

const nothingKnown = (learner: string, framework: string): LearnerDoc => ({
  framework,
  learner,
  position: '',
  skills: noRows(),
  selfAssessments: [],
  enrolments: [],
  overrides: [],
  own: null,
  newest: null,
  refold: false,
});

const itemOf = (views: Views, { data, meta: { tenant } }: Fact, { framework, item }: Teaching) => {
  if (item === null) return null;
  const at = itemAt(tenant, framework, item);
  const { term } = put(views, at, views.get(at) ?? { term: newItem() });
  const practised = practiceAt(tenant, data.learner, framework, item);
  const { histories } = put(views, practised, views.get(practised) ?? { histories: noRows() });
  return { term, histories };
};

const put = <V extends keyof ProfileDocs>(views: Views, at: ViewKey<V>, doc: ProfileDocs[V]): ProfileDocs[V] => {
  views.put(at, doc);
  return doc;
};

const file = (
  views: Views,
  { data, meta: { tenant } }: Fact,
  { framework, learner, shared }: Touched,
  { skill, entry }: Filed,
): void => {
  const at = recentAt(tenant, data.learner, framework);
  const doc = put(views, at, views.get(at) ?? { chunks: 0, entries: noColumns() });
  entry.knownAt = shared.knownAt;
  if (doc.entries.skill.length >= CHUNK) {
    views.put(chunkAt(tenant, data.learner, framework, doc.chunks), { entries: doc.entries });
    doc.chunks++;
    doc.entries = noColumns();
  }
  addTo(doc.entries, skill, entry);
  countIn(learner.skills, skill, entry);
  if (!isPiece(entry) || entry.replaces !== undefined) learner.refold = true;
};

/** Everything that is known of learners' competency, by learner and framework; what depends on a version is computed on read. */
export const profile: Projection<ProfileDocs, FactEvent> = {
  name: 'competency',
  version: 5,
  from: [AttemptEvents, ResultEvents, RecognitionEvents, EnrolmentEvents, OverrideEvents],
  views: {
    learner: { byFramework: ['framework', 'learner'] },
    recent: {},
    chunk: {},
    practice: {},
    shared: {},
    item: {},
  },
  forms,
  keys: keysOf,
  evolve,
};
