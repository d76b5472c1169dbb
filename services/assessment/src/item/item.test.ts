import type { ItemContent, Question } from '@proficio/events';
import { given } from '@proficio/tests';
import { published } from '../publication/published.js';
import { DefineItem } from './commands.js';
import { item } from './item.js';

const FOUND = {
  published: published(
    [
      { framework: 'f', version: 1, levels: 3, domains: ['d'] },
      { framework: 'g', version: 1, levels: 5, domains: ['d'] },
    ],
    [
      { framework: 'f', skill: 'whole', version: 1, domain: 'd', wholes: [] },
      { framework: 'f', skill: 'part', version: 1, domain: 'd', wholes: ['whole'] },
      { framework: 'g', skill: 's', version: 1, domain: 'd', wholes: [] },
    ],
  ),
};
const options = [
  { key: 'a', text: 'Retrieval' },
  { key: 'b', text: 'Fine-tuning' },
];
const content: ItemContent = {
  title: 'When is retrieval enough?',
  prompt: '',
  bindings: [{ framework: 'f', skill: 'part', share: 1 }],
  weight: 1,
  level: 2,
  maximum: 1,
  question: { kind: 'single-choice', options, correct: 'a' },
};
const define = (changes: Partial<ItemContent> = {}) =>
  ({ type: 'DefineItem', data: { key: 'q1', ...content, ...changes }, found: FOUND }) as const;
const defined = (changes: Partial<ItemContent> = {}) =>
  ({ type: 'ItemDefined', data: { item: 'q1', content: { ...content, ...changes } } }) as const;
const asks = (question: Question) => ({ question });

test('an item is defined', () => given(item).when(define()).then(defined()));
test('the same content again is nothing to do', () => given(item, defined()).when(define()).then());
test('other content replaces it', () =>
  given(item, defined())
    .when(define({ weight: 2 }))
    .then(defined({ weight: 2 })));
test('what a later publication would refuse stays as it is', () =>
  given(item, defined())
    .when({ ...define(), found: { published: published([], []) } })
    .then());

describe('an item is refused', () => {
  test('when it names what nobody published, with every fault', () =>
    given(item)
      .when(define({ bindings: ['x', 'y'].map((skill) => ({ framework: 'f', skill, share: 0.5 })) }))
      .rejects('ITEM_FAULTY', 'bindings.0.skill', 'bindings.1.skill'));
  test('when it names a whole and its part', () =>
    given(item)
      .when(define({ bindings: ['part', 'whole'].map((skill) => ({ framework: 'f', skill, share: 0.5 })) }))
      .rejects('ITEM_FAULTY', 'bindings.0.skill'));
  test('when its shares do not sum to one', () =>
    given(item)
      .when(define({ bindings: [{ framework: 'f', skill: 'part', share: 0.9 }] }))
      .rejects('ITEM_FAULTY', 'bindings'));
  test('when a framework lacks its level', () =>
    given(item)
      .when(
        define({
          level: 4,
          bindings: [
            { framework: 'f', skill: 'part', share: 1 },
            { framework: 'g', skill: 's', share: 1 },
          ],
        }),
      )
      .rejects('ITEM_FAULTY', 'level'));
  test('when options repeat each other', () =>
    given(item)
      .when(define(asks({ kind: 'single-choice', options: [...options, ...options], correct: 'a' })))
      .rejects(
        'ITEM_FAULTY',
        'question.options.2.key',
        'question.options.3.key',
        'question.options.2.text',
        'question.options.3.text',
      ));
  test('when what is correct is no option', () =>
    given(item)
      .when(define(asks({ kind: 'single-choice', options, correct: 'z' })))
      .rejects('ITEM_FAULTY', 'question.correct.0'));
  test('when one of many correct ones is no option, or is named twice', () =>
    given(item)
      .when(define(asks({ kind: 'multiple-choice', options, correct: ['a', 'z', 'a'] })))
      .rejects('ITEM_FAULTY', 'question.correct.1', 'question.correct.2'));
  test('when accepted texts read the same', () =>
    given(item)
      .when(define(asks({ kind: 'short-text', accepted: ['RAG', ' rag '] })))
      .rejects('ITEM_FAULTY', 'question.accepted.1'));
  test('when a self-rating weighs more than another, or names two skills', () =>
    given(item)
      .when(
        define({
          question: { kind: 'self-rating' },
          weight: 2,
          bindings: [
            { framework: 'f', skill: 'part', share: 1 },
            { framework: 'g', skill: 's', share: 1 },
          ],
        }),
      )
      .rejects('ITEM_FAULTY', 'weight', 'bindings'));
});

describe('the input of an item', () => {
  const faults = (changes: object) =>
    DefineItem.safeParse({ ...define().data, question: { kind: 'graded' }, ...changes }).error?.issues.map(({ path }) =>
      path.join('.'),
    );
  const question = (asked: object) => DefineItem.parse({ ...define().data, question: asked }).question;

  test('bound to nothing', () => expect(faults({ bindings: [] })).toEqual(['bindings']));
  test('a share of nothing', () =>
    expect(faults({ bindings: [{ framework: 'f', skill: 's', share: 0 }] })).toEqual(['bindings.0.share']));
  test('numbers that make no sense', () =>
    expect(faults({ weight: 0, maximum: -1, level: 1.5 })).toEqual(['weight', 'level', 'maximum']));
  test('text with a NUL byte, a lone surrogate, too much text', () => {
    expect(faults({ title: 'a\0b', prompt: '\ud800' })).toEqual(['title', 'prompt']);
    expect(faults({ title: 'x'.repeat(501) })).toEqual(['title']);
  });
  test('two correct options of a single choice', () =>
    expect(faults({ question: { kind: 'single-choice', options, correct: ['a', 'b'] } })).toEqual([
      'question.correct',
    ]));
  test('a field of another kind', () =>
    expect(faults({ question: { kind: 'graded', tolerance: 1 } })).toEqual(['question']));
  test('one correct option comes as a list', () =>
    expect(question({ kind: 'single-choice', options, correct: ['a'], value: null })).toEqual(content.question));
  test('-0 is 0, as it comes back from the log', () =>
    expect(question({ kind: 'numeric', value: -0, tolerance: -0 })).toEqual({
      kind: 'numeric',
      correct: 0,
      tolerance: 0,
    }));
  test('a number is exact unless said', () =>
    expect(question({ kind: 'numeric', value: 3 })).toEqual({ kind: 'numeric', correct: 3, tolerance: 0 }));
});
