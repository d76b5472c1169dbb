import { HOUSE } from '@proficio/events';
import { ADA, BOB, givenViews, META, uuid } from '@proficio/tests';
import { learners } from './learners.js';

const name = { subject: ADA, sealed: 'x' };
const other = { subject: ADA, sealed: 'y' };
const since = META.recordedAt;
const ada = { learner: ADA, since, registered: false, state: 'open', name: null } as const;

const bindings = [{ framework: 'f', skill: 's', share: 1 }];
const scored = { learner: ADA, source: 'exams', sourceId: '1', bindings, outcome: 1 };
const registered = { type: 'LearnerRegistered', data: { learner: ADA, name } } as const;
const erased = { type: 'LearnerErased', data: { learner: ADA } } as const;
const at = { enrolment: uuid(1), learner: ADA, framework: 'f' };
const enrolled = {
  type: 'LearnerEnrolled',
  data: { ...at, version: 1, course: 'c', paths: [], role: null },
} as const;
const result = {
  type: 'ResultRecorded',
  data: { ...scored, result: uuid(1), item: 'i', kind: 'graded-score', weight: 4, score: 1, maximum: 1 },
} as const;
const recognised = {
  type: 'PriorLearningRecognised',
  data: { ...scored, recognition: uuid(1), level: null, note: null },
} as const;

test('a learner is known once registered', () =>
  givenViews(learners, registered).then('learner', ADA, { ...ada, registered: true, name }));
test('or enrolled', () =>
  givenViews(learners, { ...enrolled, data: { ...enrolled.data, paths: [], activities: [] } }).then(
    'learner',
    ADA,
    ada,
  ));
test('or named by a result', () =>
  givenViews(learners, { ...result, data: { ...result.data, bindings } }).then('learner', ADA, ada));
test('or by an attempt of their own, for which nobody enrols', () => {
  const attempt = { attempt: uuid(1), learner: ADA, purpose: 'self-assessment' } as const;
  const started = {
    type: 'AttemptStarted',
    data: { ...attempt, quiz: 'gaps', framework: 'f', items: ['i'] },
  } as const;
  const submitted = { type: 'AttemptSubmitted', data: { attempt: uuid(1), learner: ADA, answered: 0 } } as const;
  givenViews(learners, { ...started, data: { ...started.data, items: ['i'] } }, submitted).then('learner', ADA, ada);
});
test('or by recognised prior learning', () =>
  givenViews(learners, { ...recognised, data: { ...recognised.data, bindings } }).then('learner', ADA, ada));
test('or by a name they gave themselves', () =>
  givenViews(learners, { type: 'LearnerNamed', data: { learner: ADA, name } }).then('learner', ADA, { ...ada, name }));
test('nobody else is', () => givenViews(learners, registered).then('learner', BOB, undefined));
test('what follows leaves it as it was', () =>
  givenViews(
    learners,
    registered,
    {
      ...enrolled,
      data: { ...enrolled.data, paths: [], activities: [] },
      meta: { recordedAt: '2027-01-01T00:00:00.000Z' },
    },
    { type: 'EnrolmentEnded', data: at },
  ).then('learner', ADA, { ...ada, registered: true, name }));
test('registration keeps the name that one gave oneself, unless it brings one', () => {
  const named = { type: 'LearnerNamed', data: { learner: ADA, name: other } } as const;
  const bare = { type: 'LearnerRegistered', data: { learner: ADA, name: null } } as const;
  givenViews(learners, named, bare).then('learner', ADA, { ...ada, registered: true, name: other });
  givenViews(learners, named, registered).then('learner', ADA, { ...ada, registered: true, name });
});
test('a name is the newest, or none', () => {
  const renamed = (name: typeof other | null) => ({ type: 'LearnerNamed', data: { learner: ADA, name } }) as const;
  givenViews(learners, registered, renamed(other)).then('learner', ADA, { ...ada, registered: true, name: other });
  givenViews(learners, registered, renamed(null)).then('learner', ADA, { ...ada, registered: true });
});
test('an erased learner stays known as erased, the name unreadable', () =>
  givenViews(learners, registered, erased).then('learner', ADA, { ...ada, registered: true, state: 'erased', name }));

test('an erased learner of any tenant is found by who destroys keys', () => {
  const elsewhere = givenViews(learners, { ...erased, meta: { tenant: 'other' } });
  elsewhere.then('erased', `other ${ADA}`, { of: 'other', learner: ADA }, HOUSE);
});
