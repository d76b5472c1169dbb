import { knownLearners } from '@proficio/events';
import { ADA, BOB, givenViews, uuid } from '@proficio/tests';

const learners = knownLearners('house', 1);
const ada = { learner: ADA };
const at = { enrolment: uuid(1), learner: ADA, framework: 'f' };
const told = { learner: ADA, source: 'hr', sourceId: '1', bindings: [], outcome: 1 };
const registered = { type: 'LearnerRegistered', data: { learner: ADA, name: null } } as const;

test('a learner is known once registered', () => givenViews(learners, registered).then('learner', ADA, ada));
test('or by a name they gave themselves', () =>
  givenViews(learners, { type: 'LearnerNamed', data: { learner: ADA, name: null } }).then('learner', ADA, ada));
test('or enrolled', () => {
  const data = { ...at, version: 1, course: 'c', paths: [], activities: [], role: null };
  givenViews(learners, { type: 'LearnerEnrolled', data }).then('learner', ADA, ada);
});
test('or at an attempt of their own', () => {
  const data = { attempt: uuid(1), learner: ADA, quiz: 'q', framework: 'f', items: [] };
  givenViews(learners, { type: 'AttemptStarted', data: { ...data, purpose: 'quiz' } }).then('learner', ADA, ada);
});
test('or named by a result', () => {
  const data = { ...told, result: uuid(1), item: 'i', kind: 'graded-score', weight: 4, score: 1, maximum: 1 } as const;
  givenViews(learners, { type: 'ResultRecorded', data }).then('learner', ADA, ada);
});
test('or by recognised prior learning', () => {
  const data = { ...told, recognition: uuid(1), level: null, note: null };
  givenViews(learners, { type: 'PriorLearningRecognised', data }).then('learner', ADA, ada);
});
test('what follows changes nothing, and nobody else is known', () => {
  const views = givenViews(learners, registered, { type: 'EnrolmentEnded', data: at }, registered);
  views.then('learner', ADA, ada);
  views.then('learner', BOB, undefined);
});
