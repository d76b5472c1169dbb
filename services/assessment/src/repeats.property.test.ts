import fc from 'fast-check';
import type { Command, Decider, Event, ItemContent, QuizContent } from '@proficio/events';
import { ADA, BOB, META, SMALL_FRAMEWORK, uuid } from '@proficio/tests';
import { answersRepeats, withRepeats, type Said, type Step } from '@proficio/tests/repeats';
import { temporaryStores } from '@proficio/tests/stores';
import { attempt } from './attempt/attempt.js';
import { Given, type AttemptCommand } from './attempt/commands.js';
import type { ItemCommand } from './item/commands.js';
import { item } from './item/item.js';
import type { OverrideCommand } from './override/commands.js';
import { override } from './override/override.js';
import { editionOf } from './publication/publication.js';
import { published } from './publication/published.js';
import type { QuizCommand } from './quiz/commands.js';
import { quiz } from './quiz/quiz.js';
import type { ResultCommand } from './result/commands.js';
import { result } from './result/result.js';
import type { RubricCommand } from './rubric/commands.js';
import { rubric } from './rubric/rubric.js';

const { kernel } = temporaryStores();

const holds = <State, C extends Command, Decided extends Event, Kept extends Event>(
  decider: Decider<State, C, Decided, Kept>,
  step: fc.Arbitrary<Step<C>>,
  first: readonly Step<C>[] = [],
) =>
  answersRepeats(
    kernel,
    decider,
    fc
      .array(fc.oneof(step, fc.nat(99)), { minLength: 3, maxLength: 20 })
      .map((parts) => withRepeats([first, ...parts.map((part) => (typeof part === 'number' ? part : [part]))])),
    40,
  );

const stepOf = <C extends Command>(
  ids: readonly string[],
  said: fc.Arbitrary<(id: string, actor: string) => Said<C>>,
  commandId: fc.Arbitrary<string | null> = fc.constantFrom(...'abcdefghij'),
): fc.Arbitrary<Step<C>> =>
  fc
    .record({
      stream: fc.constantFrom(...ids),
      actor: fc.constantFrom(ADA, ADA, BOB),
      commandId,
      occurredAt: fc.constantFrom(META.occurredAt, META.occurredAt, '2026-01-04T00:00:00.000Z'),
      said,
    })
    .map((step) => ({ ...step, said: () => step.said(step.stream, step.actor) }));

const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 12 })
  .filter((words) => words.trim() !== '' && !words.includes('\0') && words.isWellFormed());
const amount = fc.double({ min: 0.01, max: 100, noNaN: true });

const { edition, skills } = editionOf('small', 1, SMALL_FRAMEWORK);
const PUBLISHED = published([edition], skills);
const bindings = fc
  .constantFrom('sawing', 'joinery', 'choosing', 'nothing')
  .map((skill) => [{ framework: 'small', skill, share: 1 }]);
const options = ['a', 'b', 'c'].map((key) => ({ key, text: key }));
const question: fc.Arbitrary<ItemContent['question']> = fc.oneof(
  fc.constant({ kind: 'single-choice' as const, options, correct: 'a' }),
  fc
    .subarray(['a', 'b', 'z'], { minLength: 1 })
    .map((correct) => ({ kind: 'multiple-choice' as const, options, correct })),
  fc.record({ kind: fc.constant('numeric' as const), correct: amount, tolerance: amount }),
  text.map((accepted) => ({ kind: 'short-text' as const, accepted: [accepted] })),
  fc.constantFrom({ kind: 'self-rating' as const }, { kind: 'graded' as const }),
);
const content: fc.Arbitrary<ItemContent> = fc.record({
  title: text,
  prompt: fc.constant(''),
  bindings,
  weight: fc.constantFrom(1, 1, 2),
  level: fc.constantFrom(null, 1, 2, 3),
  maximum: amount,
  question,
});
const defined = (asking: ItemContent['question'], skill = 'sawing'): ItemContent => ({
  title: 'Q',
  prompt: '',
  bindings: [{ framework: 'small', skill, share: 1 }],
  weight: 1,
  level: null,
  maximum: 3,
  question: asking,
});
const ITEMS = new Map([
  ['single', defined({ kind: 'single-choice', options, correct: 'a' })],
  ['multiple', defined({ kind: 'multiple-choice', options, correct: ['a', 'b', 'c'] })],
  ['number', defined({ kind: 'numeric', correct: 1, tolerance: 0 })],
  ['words', defined({ kind: 'short-text', accepted: ['yes'] })],
  ['craft', defined({ kind: 'self-rating' })],
  ['judgment', defined({ kind: 'self-rating' }, 'choosing')],
  ['exam', defined({ kind: 'graded' })],
]);
const anyItem = fc.constantFrom(...ITEMS.keys(), 'nothing');

test('items', () =>
  holds(
    item,
    stepOf<ItemCommand>(
      ['one', 'two'],
      content.map((content) => (key) => ({
        type: 'DefineItem',
        subject: null,
        data: { key, ...content },
        found: { published: PUBLISHED },
      })),
    ),
  ));

test('quizzes', () =>
  holds(
    quiz,
    stepOf<QuizCommand>(
      ['one', 'two'],
      fc
        .record({
          title: text,
          purpose: fc.constantFrom('quiz' as const, 'self-assessment' as const),
          items: fc.oneof(
            fc.subarray(['single', 'multiple', 'number'], { minLength: 1 }),
            fc.subarray(['craft', 'judgment'], { minLength: 2 }),
            fc.array(anyItem, { minLength: 1, maxLength: 3 }),
          ),
        })
        .map((content) => (key) => ({
          type: 'DefineQuiz',
          subject: null,
          data: { key, framework: 'small', ...content },
          found: { published: PUBLISHED, items: ITEMS },
        })),
    ),
  ));

test('rubrics', () =>
  holds(
    rubric,
    stepOf<RubricCommand>(
      ['one', 'two'],
      fc
        .record({ title: text, weight: amount, bindings, best: fc.constantFrom(0.1, 0.5, 1) })
        .map(({ title, weight, bindings, best }) => (key) => {
          const levels = [0.1, best].map((value, n) => ({ key: `l${n}`, title: 'L', description: '', value }));
          const criteria = [{ key: 'c', title: 'C', bindings, weight, levels }];
          return {
            type: 'DefineRubric',
            subject: null,
            data: { key, title, criteria },
            found: { published: PUBLISHED },
          };
        }),
    ),
  ));

const QUIZ: QuizContent = { title: 'Q', framework: 'small', purpose: 'quiz', items: [...ITEMS.keys()].slice(0, 4) };
const answers: fc.Arbitrary<{ readonly item: string; readonly response: Given }> = fc.oneof(
  fc
    .constantFrom('a', 'b', 'z')
    .map((choice) => ({ item: 'single', response: { kind: 'single-choice' as const, choice } })),
  fc
    .subarray(['a', 'b', 'c'])
    .map((choices) => ({ item: 'multiple', response: { kind: 'multiple-choice' as const, choices } })),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value) => ({ item: 'number', response: Given.parse({ kind: 'numeric', value }) })),
  text.map((text) => ({ item: 'words', response: { kind: 'short-text' as const, text } })),
  anyItem.map((item) => ({ item, response: { kind: 'self-rating' as const, confident: true } })),
);
const hesitationMs = fc.option(fc.nat(1000), { nil: null });

const start =
  (quiz: string) =>
  (attempt: string, subject: string): Said<AttemptCommand> => ({
    type: 'StartAttempt',
    subject,
    data: { attempt, quiz },
    found: { quiz: quiz === 'known' ? QUIZ : undefined },
  });
const answering = fc
  .tuple(answers, hesitationMs)
  .map(([answer, hesitationMs]) => (attempt: string, subject: string): Said<AttemptCommand> => ({
    type: 'RecordAnswer',
    subject,
    data: { attempt, ...answer, hesitationMs },
    found: { item: ITEMS.get(answer.item) },
  }));
const closing = fc
  .constantFrom('SubmitAttempt' as const, 'WithdrawAttempt' as const)
  .map((type) => (attempt: string, subject: string): Said<AttemptCommand> => ({
    type,
    subject,
    data: { attempt },
  }));

test('attempts', () =>
  holds(
    attempt,
    stepOf<AttemptCommand>(
      [uuid(1), uuid(2)],
      fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom('known', 'known', 'nothing').map(start) },
        { weight: 12, arbitrary: answering },
        { weight: 1, arbitrary: closing },
      ),
    ),
    [uuid(1), uuid(2)].map((stream) => ({
      stream,
      actor: ADA,
      commandId: 'first',
      said: () => start('known')(stream, ADA),
    })),
  ));

describe('results', () => {
  const row = fc.record({
    learner: fc.constantFrom(ADA, ADA, ADA, BOB),
    item: fc.constantFrom('exam', 'exam', 'exam', 'number', 'craft', 'nothing'),
    score: fc.double({ min: 0, max: 4, noNaN: true }),
    maximum: fc.constantFrom(null, null, 5),
  });
  const id = { source: 'lms', sourceId: 'row' };
  const recorded = row.map((row) => (result: string): Said<ResultCommand> => ({
    type: 'RecordResult',
    subject: row.learner,
    data: { result, ...id, ...row },
    found: { item: ITEMS.get(row.item) },
  }));
  const withdrawn = fc.constant((result: string): Said<ResultCommand> => ({
    type: 'WithdrawResult',
    subject: null,
    data: { result, ...id },
  }));

  test('row by row', () => holds(result, stepOf<ResultCommand>([uuid(1), uuid(2)], recorded, fc.constant(null))));
  test('under command ids, withdrawals among them', () =>
    holds(result, stepOf<ResultCommand>([uuid(1), uuid(2)], fc.oneof({ weight: 3, arbitrary: recorded }, withdrawn))));
});

test('overrides', () => {
  const at = { learner: 'c0de'.padEnd(32, '0'), framework: 'small', domain: null };
  const set = fc
    .record({ level: fc.integer({ min: 0, max: 3 }), reason: text, known: fc.constantFrom(true, true, false) })
    .map(({ known, ...said }) => (id: string): Said<OverrideCommand> => ({
      type: 'OverrideLevel',
      subject: at.learner,
      data: { override: id, ...at, skill: 'sawing', ...said },
      found: { known, published: PUBLISHED },
    }));
  const revoked = fc.constant((id: string): Said<OverrideCommand> => ({
    type: 'RevokeOverride',
    subject: at.learner,
    data: { override: id, ...at, skill: 'sawing' },
  }));
  return holds(override, stepOf<OverrideCommand>([uuid(1), uuid(2)], fc.oneof({ weight: 2, arbitrary: set }, revoked)));
});
