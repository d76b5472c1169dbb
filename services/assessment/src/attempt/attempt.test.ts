import type { AttemptEvent, ItemContent, QuizContent } from '@proficio/events';
import { ADA, BOB, given, uuid } from '@proficio/tests';
import { attempt } from './attempt.js';
import { RecordAnswer, type Given } from './commands.js';

const ID = uuid(1);
const quiz: QuizContent = { title: 'Quiz', framework: 'f', purpose: 'quiz', items: ['q1', 'q2', 'q3'] };
const bindings = [{ framework: 'f', skill: 's', share: 1 }];
const item = (question: ItemContent['question'], maximum = 4): ItemContent => ({
  title: 'Q',
  prompt: '',
  bindings,
  weight: 2,
  level: null,
  maximum,
  question,
});
const options = ['a', 'b', 'c'].map((key) => ({ key, text: key }));
const single = item({ kind: 'single-choice', options, correct: 'a' });
const multiple = item({ kind: 'multiple-choice', options, correct: ['a', 'b'] });
const shortText = item({ kind: 'short-text', accepted: ['RAG'] });
const rating = item({ kind: 'self-rating' }, 1);
const choose = (choice: string): Given => ({ kind: 'single-choice', choice });
const write = (text: string): Given => ({ kind: 'short-text', text });

const start = { type: 'StartAttempt', data: { attempt: ID, quiz: 'k' }, found: { quiz } } as const;
const record = (response: Given, found: ItemContent | undefined = single, name = 'q1') =>
  ({
    type: 'RecordAnswer',
    data: { attempt: ID, item: name, response, hesitationMs: 900 },
    found: { item: found },
  }) as const;
const submit = { type: 'SubmitAttempt', data: { attempt: ID } } as const;
const withdraw = { type: 'WithdrawAttempt', data: { attempt: ID } } as const;

const facts = { attempt: ID, learner: ADA, quiz: 'k', purpose: 'quiz' } as const;
const scored = { ...facts, item: 'q1', kind: 'scored-item', bindings, weight: 2, maximum: 4 } as const;
const decided = {
  started: { type: 'AttemptStarted', data: { ...facts, framework: 'f', items: quiz.items } },
  right: {
    type: 'AnswerRecorded',
    data: {
      ...scored,
      response: { kind: 'single-choice', choice: 'a' },
      words: null,
      points: 4,
      outcome: 1,
      hesitationMs: 900,
    },
  },
  submitted: { type: 'AttemptSubmitted', data: { attempt: ID, learner: ADA, answered: 1 } },
} as const;

type Kept = AttemptEvent & { readonly id: string };
type Started = Extract<AttemptEvent, { type: 'AttemptStarted' }>['data'];
type Answered = Extract<AttemptEvent, { type: 'AnswerRecorded' }>['data'];
const startedAs = (changes: Partial<Started>): Kept => ({
  id: 'e0',
  type: 'AttemptStarted',
  data: { ...decided.started.data, items: [...quiz.items], ...changes },
});
const answeredAs = (changes: Partial<Answered>, id = 'e1'): Kept => ({
  id,
  type: 'AnswerRecorded',
  data: { ...decided.right.data, bindings, ...changes, words: changes.words ?? null },
});
const started = startedAs({});
const answered = answeredAs({});
const wrote = answeredAs({ response: { kind: 'short-text' }, words: { subject: ADA, sealed: 'x' } });
const submitted: Kept = { id: 'e2', ...decided.submitted };
const withdrawn: Kept = {
  id: 'e3',
  type: 'AttemptWithdrawn',
  data: { attempt: ID, learner: ADA, purpose: 'quiz', answers: [] },
};

describe('starting', () => {
  test('carries the quiz as it is now, and is of who asks', () => given(attempt).when(start).then(decided.started));
  test('a quiz that is none', () =>
    given(attempt)
      .when({ ...start, found: { quiz: undefined } })
      .rejects('QUIZ_UNKNOWN', 'quiz'));
  test('again is nothing to do', () => given(attempt, started).when(start).then());
  test('again with another quiz', () =>
    given(attempt, started)
      .when({ ...start, data: { attempt: ID, quiz: 'other' } })
      .rejects('ATTEMPT_STARTED', 'quiz'));
  test('again by someone else', () =>
    given(attempt, started).when(start, { actor: BOB }).rejects('ATTEMPT_NOT_YOURS', 'attempt'));
});

describe('answering', () => {
  test('is scored at once', () =>
    given(attempt, started)
      .when(record(choose('a')))
      .then(decided.right));
  test('gives part of the points', () =>
    given(attempt, started)
      .when(record({ kind: 'multiple-choice', choices: ['a'] }, multiple))
      .then({
        type: 'AnswerRecorded',
        data: {
          ...decided.right.data,
          response: { kind: 'multiple-choice', choices: ['a'] },
          points: 2,
          outcome: 0.5,
        },
      }));
  test('keeps the words of a short text apart', () =>
    given(attempt, started)
      .when(record(write(' rag'), shortText))
      .then({
        type: 'AnswerRecorded',
        data: { ...decided.right.data, response: { kind: 'short-text' }, words: ' rag' },
      }));
  test('a self-rating is evidence of its own kind', () => {
    const self = { ...facts, purpose: 'self-assessment' } as const;
    const response = { kind: 'self-rating', confident: true } as const;
    given(attempt, startedAs(self))
      .when(record(response, rating))
      .then({
        type: 'AnswerRecorded',
        data: { ...decided.right.data, ...self, kind: 'self-rating', response, points: 1, maximum: 1 },
      });
  });
  test('before the start', () =>
    given(attempt)
      .when(record(choose('a')))
      .rejects('ATTEMPT_UNKNOWN', 'attempt'));
  test("someone else's attempt", () =>
    given(attempt, started)
      .when(record(choose('a')), { actor: BOB })
      .rejects('ATTEMPT_NOT_YOURS', 'attempt'));
  test('the same again is nothing to do', () =>
    given(attempt, started, answered)
      .when(record(choose('a')))
      .then());
  test('the same by someone else', () =>
    given(attempt, started, answered)
      .when(record(choose('a')), { actor: BOB })
      .rejects('ATTEMPT_NOT_YOURS'));
  test('otherwise than before', () =>
    given(attempt, started, answered)
      .when(record(choose('b')))
      .rejects('ITEM_ANSWERED', 'item'));
  test('the same choices in another order are the same', () => {
    const chose = (...choices: string[]): Given => ({ kind: 'multiple-choice', choices });
    const before = answeredAs({ response: { kind: 'multiple-choice', choices: ['a', 'b'] } });
    given(attempt, started, before)
      .when(record(chose('b', 'a'), multiple))
      .then();
  });
  test('words again, since sealed ones cannot be compared', () =>
    given(attempt, started, wrote)
      .when(record(write('RAG'), shortText))
      .rejects('ITEM_ANSWERED', 'item'));
  test('what is not in the quiz', () =>
    given(attempt, started)
      .when(record(choose('a'), single, 'q9'))
      .rejects('ITEM_NOT_IN_QUIZ', 'item'));
  test('what is not defined', () =>
    given(attempt, started)
      .when({ ...record(choose('a')), found: { item: undefined } })
      .rejects('ITEM_UNKNOWN', 'item'));
  test('in a way that the item does not ask for', () =>
    given(attempt, started)
      .when(record(write('a')))
      .rejects('ANSWER_UNFIT', 'response.kind'));
  test('with what is no option', () =>
    given(attempt, started)
      .when(record(choose('z')))
      .rejects('ANSWER_UNFIT', 'response.choice'));
  test('an item that became a self-rating', () =>
    given(attempt, started)
      .when(record({ kind: 'self-rating', confident: true }, rating))
      .rejects('ITEM_UNFIT', 'item'));
  test('after submitting, the same answer too', () => {
    given(attempt, started, answered, submitted)
      .when(record(choose('a')))
      .rejects('ATTEMPT_SUBMITTED', 'attempt');
    given(attempt, started, submitted)
      .when(record(choose('a')))
      .rejects('ATTEMPT_SUBMITTED', 'attempt');
  });
  test('after withdrawing', () =>
    given(attempt, started, withdrawn)
      .when(record(choose('a')))
      .rejects('ATTEMPT_WITHDRAWN', 'attempt'));
});

describe('submitting', () => {
  test('counts the answers', () => given(attempt, started, answered).when(submit).then(decided.submitted));
  test('again is nothing to do', () => given(attempt, started, answered, submitted).when(submit).then());
  test('by someone else, also again', () => {
    given(attempt, started).when(submit, { actor: BOB }).rejects('ATTEMPT_NOT_YOURS');
    given(attempt, started, submitted).when(submit, { actor: BOB }).rejects('ATTEMPT_NOT_YOURS');
  });
  test('what was not started', () => given(attempt).when(submit).rejects('ATTEMPT_UNKNOWN'));
  test('what was withdrawn', () => given(attempt, started, withdrawn).when(submit).rejects('ATTEMPT_WITHDRAWN'));
});

describe('withdrawing', () => {
  const taken = (...answers: { eventId: string; item: string }[]) =>
    ({
      type: 'AttemptWithdrawn',
      data: {
        attempt: ID,
        learner: ADA,
        purpose: 'quiz',
        answers: answers.map((answer) => ({ ...answer, bindings })),
      },
    }) as const;
  test('takes back every answer, by an assessor', () =>
    given(attempt, started, answered)
      .when(withdraw, { actor: BOB })
      .then(taken({ eventId: 'e1', item: 'q1' })));
  test('also what was submitted, and what has no answers', () => {
    given(attempt, started, answered, submitted)
      .when(withdraw)
      .then(taken({ eventId: 'e1', item: 'q1' }));
    given(attempt, started).when(withdraw).then(taken());
  });
  test('hundreds of answers in several events', () => {
    const many = Array.from({ length: 250 }, (_, n) => ({ eventId: `e${n}`, item: `q${n}` }));
    const past = many.map(({ eventId, item }) => answeredAs({ item }, eventId));
    given(attempt, started, ...past)
      .when(withdraw)
      .then(taken(...many.slice(0, 100)), taken(...many.slice(100, 200)), taken(...many.slice(200)));
  });
  test('again is nothing to do', () => given(attempt, started, withdrawn).when(withdraw).then());
  test('what was not started', () => given(attempt).when(withdraw).rejects('ATTEMPT_UNKNOWN', 'attempt'));
});

describe('the input of an answer', () => {
  const faults = (changes: object) =>
    RecordAnswer.safeParse({ ...record(choose('a')).data, ...changes }).error?.issues.map(({ path }) => path.join('.'));
  const DAY = 24 * 3600 * 1000;

  test.each([-1, DAY + 1, NaN, Infinity])('hesitation of %d ms', (hesitationMs) =>
    expect(faults({ hesitationMs })).toEqual(['hesitationMs']),
  );
  test.each([0, DAY, null, undefined])('hesitation of %d ms is fine', (hesitationMs) =>
    expect(faults({ hesitationMs })).toBeUndefined(),
  );
  test.each(['a\0b', '\udc00', 'x'.repeat(10_001)])('words %#', (text) =>
    expect(faults({ response: { kind: 'short-text', text } })).toEqual(['response.text']),
  );
  test('numbers that are none', () =>
    expect(faults({ response: { kind: 'numeric', value: NaN } })).toEqual(['response.value']));
  test('-0 is 0, as it comes back from the log', () =>
    expect(RecordAnswer.shape.response.parse({ kind: 'numeric', value: -0 })).toEqual({ kind: 'numeric', value: 0 }));
  test('what is scored elsewhere', () => expect(faults({ response: { kind: 'graded' } })).toEqual(['response.kind']));
  test('a field of another kind', () =>
    expect(faults({ response: { kind: 'single-choice', choice: 'a', value: 1 } })).toEqual(['response']));
  test('an attempt that is no id', () => expect(faults({ attempt: 'x' })).toEqual(['attempt']));
});
