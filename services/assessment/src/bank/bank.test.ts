import type { ItemContent, RubricContent } from '@proficio/events';
import { givenViews } from '@proficio/tests';
import { bank } from './bank.js';

const to = (...frameworks: string[]) => frameworks.map((framework) => ({ framework, skill: 's', share: 1 }));
const item = (...frameworks: string[]): ItemContent => ({
  title: 'Q',
  prompt: '',
  bindings: to(...frameworks),
  weight: 1,
  level: null,
  maximum: 1,
  question: { kind: 'graded' },
});
const rubric = (...frameworks: string[]): RubricContent => ({
  title: 'R',
  criteria: frameworks.map((framework) => ({
    key: framework,
    title: 'C',
    bindings: to(framework),
    weight: 1,
    levels: [],
  })),
});
const definedItem = (...frameworks: string[]) =>
  ({ type: 'ItemDefined', data: { item: 'q', content: item(...frameworks) } }) as const;
const definedRubric = (...frameworks: string[]) =>
  ({ type: 'RubricDefined', data: { rubric: 'r', content: rubric(...frameworks) } }) as const;

test('an item is found by its key and in each framework it is bound to', () => {
  const views = givenViews(bank, definedItem('f', 'g'));
  views.then('item', 'q', { key: 'q', content: item('f', 'g') });
  views.then('itemPlace', 'f/q', { framework: 'f', key: 'q' });
  views.then('itemPlace', 'g/q', { framework: 'g', key: 'q' });
});
test('an item defined anew leaves the frameworks it is bound to no more', () => {
  const views = givenViews(bank, definedItem('f', 'g'), definedItem('g', 'h'));
  views.then('item', 'q', { key: 'q', content: item('g', 'h') });
  views.then('itemPlace', 'f/q', undefined);
  views.then('itemPlace', 'g/q', { framework: 'g', key: 'q' });
  views.then('itemPlace', 'h/q', { framework: 'h', key: 'q' });
});
test('a quiz belongs to one framework', () => {
  const content = { title: 'K', framework: 'f', purpose: 'quiz' as const, items: ['q'] };
  givenViews(bank, { type: 'QuizDefined', data: { quiz: 'k', content } }).then('quiz', 'k', {
    key: 'k',
    framework: 'f',
    content,
  });
});
test('a rubric is where its criteria are', () => {
  const views = givenViews(bank, definedRubric('f', 'g'), definedRubric('g'));
  views.then('rubric', 'r', { key: 'r', content: rubric('g') });
  views.then('rubricPlace', 'f/r', undefined);
  views.then('rubricPlace', 'g/r', { framework: 'g', key: 'r' });
});
test('an item and a rubric of the same key are two', () => {
  const views = givenViews(bank, definedItem('f'), {
    ...definedRubric('f'),
    data: { rubric: 'q', content: rubric('f') },
  });
  views.then('itemPlace', 'f/q', { framework: 'f', key: 'q' });
  views.then('rubricPlace', 'f/q', { framework: 'f', key: 'q' });
});
