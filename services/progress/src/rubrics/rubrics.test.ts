import { givenViews } from '@proficio/tests';
import type { RubricContent, RubricEvent } from '@proficio/events';
import { rubrics } from './rubrics.js';

const content = (title: string): RubricContent => ({ title, criteria: [] });
const defined = (title: string): RubricEvent => ({
  type: 'RubricDefined',
  data: { rubric: 'r', content: content(title) },
});

test('a rubric is as it was defined last', () =>
  givenViews(rubrics, defined('First'), defined('Second')).then('rubric', 'r', content('Second')));
