import type { ItemContent, QuizContent } from '@proficio/events';
import { given } from '@proficio/tests';
import { published } from '../publication/published.js';
import { quiz } from './quiz.js';

const PUBLISHED = published(
  [
    { framework: 'f', version: 2, levels: 3, domains: ['d1', 'd2'] },
    { framework: 'g', version: 1, levels: 3, domains: ['d'] },
  ],
  [
    { framework: 'f', skill: 's1', version: 2, domain: 'd1', wholes: [] },
    { framework: 'f', skill: 's2', version: 2, domain: 'd2', wholes: [] },
    { framework: 'f', skill: 'gone', version: 1, domain: 'd2', wholes: [] },
  ],
);
const item = (kind: 'self-rating' | 'graded' | 'numeric', skill = 's1', framework = 'f'): ItemContent => ({
  title: 'Q',
  prompt: '',
  bindings: [{ framework, skill, share: 1 }],
  weight: 1,
  level: null,
  maximum: 1,
  question: kind === 'numeric' ? { kind, correct: 1, tolerance: 0 } : { kind },
});
const ITEMS = new Map([
  ['n1', item('numeric')],
  ['n2', item('numeric', 's2')],
  ['other', item('numeric', 's', 'g')],
  ['exam', item('graded')],
  ['r1', item('self-rating', 's1')],
  ['r1-again', item('self-rating', 's1')],
  ['r2', item('self-rating', 's2')],
  ['r-gone', item('self-rating', 'gone')],
]);
const content: QuizContent = { title: 'Quiz', framework: 'f', purpose: 'quiz', items: ['n1', 'n2'] };
const define = (changes: Partial<QuizContent> = {}, found = { items: ITEMS, published: PUBLISHED }) =>
  ({ type: 'DefineQuiz', data: { key: 'k', ...content, ...changes }, found }) as const;
const defined = (changes: Partial<QuizContent> = {}) =>
  ({ type: 'QuizDefined', data: { quiz: 'k', content: { ...content, ...changes } } }) as const;
const self = (...items: string[]) => ({ purpose: 'self-assessment', items }) as const;

test('a quiz is defined', () => given(quiz).when(define()).then(defined()));
test('the same content again is nothing to do, whatever became of its items', () =>
  given(quiz, defined())
    .when(define({}, { items: new Map(), published: published([], []) }))
    .then());
test('other content replaces it', () =>
  given(quiz, defined())
    .when(define({ items: ['n2'] }))
    .then(defined({ items: ['n2'] })));
test('a self-assessment asks once about each domain', () =>
  given(quiz)
    .when(define(self('r2', 'r1')))
    .then(defined(self('r2', 'r1'))));

describe('a quiz is refused', () => {
  test('without a published framework', () =>
    given(quiz)
      .when(define({ framework: 'h' }))
      .rejects('QUIZ_FAULTY', 'framework'));
  test('with an item that is none, one twice, one bound elsewhere, one scored elsewhere, and a self-rating', () =>
    given(quiz)
      .when(define({ items: ['nope', 'n1', 'n1', 'other', 'exam', 'r1'] }))
      .rejects('QUIZ_FAULTY', 'items.0', 'items.2', 'items.3', 'items.4', 'items.5'));
});
describe('a self-assessment is refused', () => {
  test('with an item that is no self-rating', () =>
    given(quiz)
      .when(define(self('r1', 'n2')))
      .rejects('QUIZ_FAULTY', 'items.1'));
  test('with a second item about a domain', () =>
    given(quiz)
      .when(define(self('r1', 'r1-again', 'r2')))
      .rejects('QUIZ_FAULTY', 'items.1'));
  test('without an item about a domain', () =>
    given(quiz)
      .when(define(self('r1')))
      .rejects('QUIZ_FAULTY', 'items'));
  test('with an item about a skill that is gone', () =>
    given(quiz)
      .when(define(self('r1', 'r-gone')))
      .rejects('QUIZ_FAULTY', 'items.1', 'items'));
});
