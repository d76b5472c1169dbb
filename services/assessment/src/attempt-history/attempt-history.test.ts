import type { AttemptEvent, Binding } from '@proficio/events';
import { ADA, givenViews, META, uuid } from '@proficio/tests';
import { attemptHistory, type AnswerDoc, type AttemptDoc } from './attempt-history.js';

const ID = uuid(1);
const facts = { attempt: ID, learner: ADA, quiz: 'k', purpose: 'quiz' } as const;
const bindings = [{ framework: 'f', skill: 's', share: 1 }];
const words = { subject: ADA, sealed: 'x' };
const started: AttemptEvent = { type: 'AttemptStarted', data: { ...facts, framework: 'f', items: ['q1', 'q2'] } };
const answered = (item: string): AttemptEvent => ({
  type: 'AnswerRecorded',
  data: {
    ...facts,
    item,
    kind: 'scored-item',
    bindings,
    weight: 1,
    response: { kind: 'short-text' },
    words,
    points: 1,
    maximum: 2,
    outcome: 0.5,
    hesitationMs: null,
  },
});
const later = { meta: { occurredAt: '2026-01-05T10:00:00.000Z' } };
const submitted = { type: 'AttemptSubmitted', data: { attempt: ID, learner: ADA, answered: 1 }, ...later } as const;
const withdrawn = {
  type: 'AttemptWithdrawn',
  data: {
    attempt: ID,
    learner: ADA,
    purpose: 'quiz' as const,
    answers: Array.of<{ eventId: string; item: string; bindings: Binding[] }>(),
  },
  ...later,
} as const;

const doc: AttemptDoc = {
  ...facts,
  status: 'open',
  startedAt: META.occurredAt,
  submittedAt: null,
  withdrawnAt: null,
  answered: 0,
  items: ['q1', 'q2'],
};
const answer: AnswerDoc = {
  attempt: ID,
  place: 0,
  item: 'q1',
  response: { kind: 'short-text' },
  words,
  points: 1,
  maximum: 2,
  outcome: 0.5,
  hesitationMs: null,
  answeredAt: META.occurredAt,
};

test('an attempt is open once it was started', () => givenViews(attemptHistory, started).then('attempt', ID, doc));
test('answers are counted, and kept in their order with their words sealed', () => {
  const views = givenViews(attemptHistory, started, answered('q1'), answered('q2'));
  views.then('attempt', ID, { ...doc, answered: 2 });
  views.then('answer', `${ID}/q1`, answer);
  views.then('answer', `${ID}/q2`, { ...answer, item: 'q2', place: 1 });
});
test('submitting closes it', () =>
  givenViews(attemptHistory, started, submitted).then('attempt', ID, {
    ...doc,
    status: 'submitted',
    submittedAt: later.meta.occurredAt,
  }));
test('a withdrawn attempt keeps its answers to be seen', () => {
  const views = givenViews(attemptHistory, started, answered('q1'), withdrawn);
  views.then('attempt', ID, { ...doc, answered: 1, status: 'withdrawn', withdrawnAt: later.meta.occurredAt });
  views.then('answer', `${ID}/q1`, answer);
});
