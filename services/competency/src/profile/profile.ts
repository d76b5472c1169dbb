import {
  AttemptEvents,
  EnrolmentEvents,
  OverrideEvents,
  RecognitionEvents,
  ResultEvents,
  type Among,
  type Projection,
  type Recorded,
  type SplitProjection,
  type ViewKey,
  type WorkingViews,
} from '@proficio/events';
import { noRows, newItem } from '../estimator/index.js';
import { evidenceOf, type FactEvent, type Filed } from '../evidence/evidence-of.js';
import { isPiece } from '../evidence/in-order.js';
import { addLine, noLines } from '../evidence/lines.js';
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
import { keysAmong } from './keys.js';
import { followOverride } from './overrides.js';
import { followSelfAssessment } from './self-assessments.js';
import { Practice } from './practice.js';
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

/** Gives the documents of a framework once, however much of an event is about it; undefined of one that is not ours. */
type InFramework = (framework: string) => Touched | undefined;

/**
 * Documents are changed in place and then put: an event may cost no copy of a learner's every skill. The runner owns
 * them while it folds, and forgets them all when a batch fails.
 */
const evolveAmong = (has: Among, views: Views, event: Fact): void => {
  const inFramework = touching(has, views, event);
  const entries = evidenceOf(event);
  for (const fact of teachingOf(entries)) {
    const met = inFramework(fact.framework);
    if (met) teachFact(fact, { ...met, item: itemOf(views, event, fact) });
  }
  for (const filed of entries) {
    const filedIn = inFramework(filed.framework);
    if (filedIn) file(views, event, filedIn, filed);
  }
  follow(event, inFramework);
};

/** What is kept beside evidence. */
const follow = (event: Fact, inFramework: InFramework): void => {
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
      const ours = inFramework(event.data.framework);
      if (ours) followEnrolment(ours.learner.enrolments, event, ours.shared.knownAt);
      return;
    }
    case 'LevelOverridden':
    case 'OverrideRevoked': {
      const ours = inFramework(event.data.framework);
      if (ours) followOverride(ours.learner.overrides, event, ours.shared.knownAt);
      return;
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

/** Gets and puts the documents of each framework once. */
const touching = (has: Among, views: Views, event: Fact): InFramework => {
  let last: Touched | undefined;
  return (framework) => {
    if (last?.framework === framework) return last;
    if (!has(event.meta.tenant, framework)) return undefined;
    return (last = touched(views, event, framework));
  };
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
  const practised = practiceAt(tenant, data.learner, framework);
  const practice = put(views, practised, views.get(practised) ?? new Practice());
  return { term, history: practice.historyOf(item) };
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
  const doc = put(views, at, views.get(at) ?? { chunks: 0, kept: 0, entries: noLines() });
  entry.knownAt = shared.knownAt;
  if (doc.kept >= CHUNK) {
    views.put(chunkAt(tenant, data.learner, framework, doc.chunks), { entries: doc.entries });
    doc.chunks++;
    doc.kept = 0;
    doc.entries = noLines();
  }
  addLine(doc.entries, skill, entry);
  doc.kept++;
  countIn(learner.skills, skill, entry);
  if (!isPiece(entry) || entry.replaces !== undefined) learner.refold = true;
};

const split = (has: Among): Pick<Projection<ProfileDocs, FactEvent>, 'keys' | 'evolve'> => ({
  keys: (event) => keysAmong(has, event),
  evolve: (views, event) => evolveAmong(has, views, event),
});

/**
 * Everything that is known of learners' competency, by learner and framework; what depends on a version is computed on
 * read. A framework's learners, items and skills teach one another and nobody else's, so frameworks can be kept apart.
 */
export const profile: SplitProjection<ProfileDocs, FactEvent> = {
  name: 'competency',
  version: 6,
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
  ...split(() => true),
  split,
};
