import type { Criterion, RubricContent } from '@proficio/events';
import { given } from '@proficio/tests';
import { published } from '../publication/published.js';
import { DefineRubric } from './commands.js';
import { rubric } from './rubric.js';

const FOUND = {
  published: published(
    [{ framework: 'f', version: 1, levels: 3, domains: ['d'] }],
    [
      { framework: 'f', skill: 'whole', version: 1, domain: 'd', wholes: [] },
      { framework: 'f', skill: 'part', version: 1, domain: 'd', wholes: ['whole'] },
    ],
  ),
};
const levels = (...values: readonly number[]) =>
  values.map((value, index) => ({ key: `l${index}`, title: `Level ${index}`, description: '', value }));
const criterion = (changes: Partial<Criterion> = {}): Criterion => ({
  key: 'metrics',
  title: 'Metrics are defined',
  bindings: [{ framework: 'f', skill: 'part', share: 1 }],
  weight: 1,
  levels: levels(0, 0.5, 1),
  ...changes,
});
const content = (...criteria: Criterion[]): RubricContent => ({ title: 'Evaluation exercise', criteria });
const define = (...criteria: Criterion[]) =>
  ({ type: 'DefineRubric', data: { key: 'r', ...content(...criteria) }, found: FOUND }) as const;
const defined = (...criteria: Criterion[]) =>
  ({ type: 'RubricDefined', data: { rubric: 'r', content: content(...criteria) } }) as const;

test('a rubric is defined', () => given(rubric).when(define(criterion())).then(defined(criterion())));
test('the same content again is nothing to do, whatever was published since', () =>
  given(rubric, defined(criterion()))
    .when({ ...define(criterion()), found: { published: published([], []) } })
    .then());
test('other content replaces it', () =>
  given(rubric, defined(criterion()))
    .when(define(criterion({ weight: 2 })))
    .then(defined(criterion({ weight: 2 }))));

describe('a rubric is refused', () => {
  test('when criteria or levels share a key', () =>
    given(rubric)
      .when(define(criterion(), criterion({ levels: [...levels(0), ...levels(1)] })))
      .rejects('RUBRIC_FAULTY', 'criteria.1.key', 'criteria.1.levels.1.key'));
  test('when the values of its levels do not rise', () =>
    given(rubric)
      .when(define(criterion({ levels: levels(0, 0.5, 0.5, 0.4) })))
      .rejects('RUBRIC_FAULTY', 'criteria.0.levels.2.value', 'criteria.0.levels.3.value'));
  test('when a criterion names an unknown skill, or a whole and its part', () =>
    given(rubric)
      .when(
        define(
          criterion({ bindings: [{ framework: 'f', skill: 'nope', share: 1 }] }),
          criterion({ key: 'b', bindings: ['whole', 'part'].map((skill) => ({ framework: 'f', skill, share: 0.5 })) }),
        ),
      )
      .rejects('RUBRIC_FAULTY', 'criteria.0.bindings.0.skill', 'criteria.1.bindings.1.skill'));
  test('when it would not fit into one event', () =>
    given(rubric)
      .when(
        define(
          ...Array.from({ length: 12 }, (_, index) =>
            criterion({
              key: `c${index}`,
              levels: levels(...Array.from({ length: 20 }, (_, n) => n / 20)).map((level) => ({
                ...level,
                description: 'x'.repeat(5000),
              })),
            }),
          ),
        ),
      )
      .rejects('RUBRIC_FAULTY', 'criteria'));
});
test('a criterion is bound to something, and has levels to choose from', () =>
  expect(
    DefineRubric.safeParse({ key: 'r', ...content(criterion({ bindings: [], levels: levels(1) })) }).error?.issues.map(
      ({ path }) => path.join('.'),
    ),
  ).toEqual(['criteria.0.bindings', 'criteria.0.levels']));
