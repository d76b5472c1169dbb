import { fileURLToPath } from 'node:url';
import { ItemFile, QuizFile, RoleFile, RubricFile } from './bank-shapes.js';
import { readDocument } from './document.js';
import { FrameworkFile } from './framework-shape.js';

const content = (name: string) => fileURLToPath(new URL(`../../content/${name}`, import.meta.url));
const framework = await readDocument(content('framework.json'), FrameworkFile);
const { roles } = await readDocument(content('roles.json'), RoleFile);
const { items } = await readDocument(content('items.json'), ItemFile);
const { quizzes } = await readDocument(content('quizzes.json'), QuizFile);
const { rubrics } = await readDocument(content('rubrics.json'), RubricFile);

const domainOf = new Map(framework.skills.map(({ key, domain }) => [key, domain]));
const keys = (entries: readonly { readonly key: string }[]) => entries.map(({ key }) => key);

describe('the sample academy', () => {
  test('five domains, 28 skills, each at home in one', () => {
    expect(keys(framework.domains)).toHaveLength(5);
    expect(framework.skills).toHaveLength(28);
    expect(new Set(domainOf.values())).toEqual(new Set(keys(framework.domains)));
  });
  test('four skills are distinctive, one contributes abroad, five are parts of a whole', () => {
    const { skills } = framework;
    expect(keys(skills.filter(({ tags }) => tags.includes('distinctive')))).toEqual([
      'model-selection',
      'evaluation-framework-design',
      'probabilistic-expectation-setting',
      'failure-mode-taxonomy',
    ]);
    expect(skills.flatMap(({ key, contributes }) => contributes.map((to) => [key, to]))).toEqual([
      ['model-selection', { domain: 'product-strategy', weight: 0.5 }],
    ]);
    expect(skills.flatMap(({ relations }) => relations).map(({ type, skill }) => `${type} ${skill}`)).toEqual([
      ...Array.from({ length: 4 }, () => 'partOf evaluation-framework-design'),
      'partOf failure-mode-taxonomy',
    ]);
  });
  test('each domain has one path, and the course has them all', () => {
    expect(framework.paths.map(({ domain }) => domain)).toEqual(keys(framework.domains));
    expect(framework.courses.map(({ paths }) => paths)).toEqual([keys(framework.paths)]);
  });
  test('every kind of artefact that is asked for has a rubric', () => {
    const asked = framework.activities.flatMap(({ closes }) => (closes.kind === 'artefact' ? [closes.artefact] : []));
    expect(keys(rubrics)).toEqual(asked);
  });
  test('everything is bound to one skill that exists', () => {
    const bound = [...items, ...rubrics.flatMap(({ criteria }) => criteria)].flatMap(({ bindings }) => bindings);
    expect(bound.filter(({ skill, share }) => !domainOf.has(skill) || share !== 1)).toEqual([]);
  });
  test('the self-assessment has one question for each domain, in their order', () => {
    const questions = items.filter(({ question }) => question.kind === 'self-rating');
    expect(questions.map(({ bindings }) => domainOf.get(bindings[0]?.skill ?? ''))).toEqual(keys(framework.domains));
    expect(quizzes.find(({ purpose }) => purpose === 'self-assessment')?.items).toEqual(keys(questions));
  });
  test('each domain has a quiz of six items or more about its own skills, and no item is left out', () => {
    const asked = quizzes.filter(({ purpose }) => purpose === 'quiz').map((quiz) => quiz.items);
    const domainsIn = (quiz: readonly string[]) =>
      new Set(
        items.flatMap(({ key, bindings }) =>
          quiz.includes(key) ? bindings.map(({ skill }) => domainOf.get(skill)) : [],
        ),
      );
    expect(asked.map((quiz) => [...domainsIn(quiz)])).toEqual(keys(framework.domains).map((domain) => [domain]));
    expect(Math.min(...asked.map(({ length }) => length))).toBeGreaterThanOrEqual(6);
    expect(quizzes.flatMap((quiz) => quiz.items).toSorted()).toEqual(keys(items).toSorted());
  });
  test('the right answers of choices are among the options', () => {
    for (const { key, question } of items)
      if (question.kind === 'single-choice' || question.kind === 'multiple-choice')
        expect([key, keys(question.options)]).toEqual([key, expect.arrayContaining([question.correct].flat())]);
  });
  test('two roles ask for all five domains, the senior one more of three', () =>
    expect(roles.map(({ key, targets }) => [key, targets.map(({ domain, level }) => `${domain} ${level}`)])).toEqual([
      ['ai-product-manager', keys(framework.domains).map((domain) => `${domain} 2`)],
      [
        'senior-ai-product-manager',
        [
          'technical-fluency 2',
          'quality-evaluation 3',
          'product-strategy 2',
          'uncertainty-communication 3',
          'responsible-ai 3',
        ],
      ],
    ]));
});

test('a file of nothing is a mistake, not an import that did nothing', () => {
  const empty = [ItemFile.safeParse({ items: [] }), QuizFile.safeParse({ quizzes: [] })];
  const files = [...empty, RubricFile.safeParse({ rubrics: [] }), RoleFile.safeParse({ roles: [] })];
  expect(files.map(({ error }) => error?.issues.map(({ message }) => message))).toEqual(
    files.map(() => ['must not be empty']),
  );
});
