import { givenViews } from '@proficio/tests';
import { slicesOf, type FrameworkSlice } from '@proficio/events';
import { ACADEMY } from '../academy.sample.js';
import { pinned, publications } from './publications.js';

const FRAMEWORK = 'ai-product-manager';
const { skills, activities, paths, courses } = ACADEMY;
const published = (version: number) =>
  ({
    type: 'FrameworkPublished',
    data: { framework: FRAMEWORK, version, part: 1, parts: 1, content: ACADEMY },
  }) as const;
const doc = (version: number) => ({
  framework: FRAMEWORK,
  version,
  cuts: [0.4, 0.6, 0.8],
  skills: skills.map(({ key }) => key),
  activities: activities.map(({ key, closes, skills }) => ({ key, skills, closes })),
  paths: paths.map(({ key, domain, activities, closes }) => ({ key, domain, activities, closes })),
  courses: courses.map(({ key, paths }) => ({ key, paths })),
});

test('a publication is kept under its version, and is the newest', () => {
  const views = givenViews(publications, published(1), published(2));
  views.then('version', `${FRAMEWORK}@1`, doc(1));
  views.then('version', `${FRAMEWORK}@2`, doc(2));
  views.then('newest', FRAMEWORK, { version: 2 });
});

test('a draft is nothing to progress', () => {
  const draft = {
    type: 'FrameworkDrafted',
    data: { framework: FRAMEWORK, part: 1, parts: 1, content: ACADEMY },
  } as const;
  const views = givenViews(publications, draft);
  views.then('newest', FRAMEWORK, undefined);
  views.then('version', `${FRAMEWORK}@1`, undefined);
});

test('a version of several parts is there with the last of them', () => {
  const [whole] = slicesOf(ACADEMY);
  if (!whole) throw new Error('no slice');
  const { courses, ...rest } = whole;
  const part = (part: number, content: FrameworkSlice) =>
    ({ type: 'FrameworkPublished', data: { framework: FRAMEWORK, version: 1, part, parts: 2, content } }) as const;
  const first = part(1, rest);
  const begun = givenViews(publications, first);
  begun.then('newest', FRAMEWORK, undefined);
  begun.then('version', `${FRAMEWORK}@1`, undefined);
  const ended = givenViews(publications, first, part(2, { courses: courses ?? [] }));
  ended.then('newest', FRAMEWORK, { version: 1 });
  ended.then('version', `${FRAMEWORK}@1`, doc(1));
  ended.then('coming', FRAMEWORK, undefined);
});

test('a role is known by the frameworks it sets targets in', () => {
  const target = { framework: FRAMEWORK, domain: 'product-strategy', skill: null, level: 2 };
  const content = { title: 'PM', description: '', targets: [target, target, { ...target, framework: 'core' }] };
  givenViews(publications, { type: 'RolePublished', data: { role: 'pm', version: 3, content } }).then('role', 'pm', {
    version: 3,
    frameworks: [FRAMEWORK, 'core'],
  });
});

const fluency = {
  paths: [
    {
      key: 'technical-fluency',
      domain: 'technical-fluency',
      activities: ['read-model-cards', 'side-project', 'product-course'],
      closes: paths[0]?.closes,
    },
  ],
  activities: [
    { key: 'read-model-cards', skills: ['model-behaviour'], closes: { kind: 'completion' } },
    {
      key: 'side-project',
      skills: ['model-behaviour'],
      closes: { kind: 'artefact', artefact: 'project', count: 1, feedback: false },
    },
    { key: 'product-course', skills: ['model-behaviour'], closes: { kind: 'hours', target: 20 } },
  ],
};
test('paths are pinned with their activities in order', () =>
  expect(pinned(doc(1), ['technical-fluency'])).toEqual(fluency));
test('an activity of many paths is pinned once', () => {
  const [path] = paths.slice(0, 1).map((path) => ({ ...path, key: 'again' }));
  const shared = { ...doc(1), paths: [...doc(1).paths, ...(path ? [path] : [])] };
  expect(pinned(shared, ['technical-fluency', 'again']).activities).toEqual(fluency.activities);
});
