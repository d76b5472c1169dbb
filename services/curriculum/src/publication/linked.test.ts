import { SMALL_FRAMEWORK } from '@proficio/tests';
import { linked } from './linked.js';

const version = linked({
  framework: 'carpentry',
  version: 3,
  publishedAt: '2026-01-05T09:00:00.000Z',
  slices: [],
  content: SMALL_FRAMEWORK,
});
const { framework, domains, skills, activities, paths, courses } = version;

test('ids name the version, and the entry within it', () => {
  expect(framework.id).toBe('carpentry@3');
  expect(framework.skills.map(({ id }) => id)).toEqual([
    'carpentry@3/sawing',
    'carpentry@3/joinery',
    'carpentry@3/choosing',
  ]);
});
test('levels are numbered from 1', () =>
  expect(framework.levels.map(({ number, key }) => [number, key])).toEqual([
    [1, 'emerging'],
    [2, 'competent'],
  ]));
test('every list is in the order it was written in', () => {
  expect(framework.domains).toEqual([...domains.values()]);
  expect(framework.domains.map(({ key }) => key)).toEqual(['craft', 'judgment']);
  expect(framework.activities.map(({ key }) => key)).toEqual(['build-a-box', 'practise']);
});
test('entries know each other', () => {
  const craft = domains.get('craft');
  const sawing = skills.get('sawing');
  expect(craft?.skills).toEqual([sawing, skills.get('joinery')]);
  expect(sawing?.domain).toBe(craft);
  expect(sawing?.contributes).toEqual([{ domain: domains.get('judgment'), weight: 0.5 }]);
  expect(skills.get('joinery')?.relations[0]).toEqual({ type: 'requires', skill: sawing });
  expect(activities.get('build-a-box')?.skills[0]).toBe(sawing);
  expect(paths.get('first-steps')?.activities[1]).toBe(activities.get('build-a-box'));
  expect(courses.get('carpentry')?.paths[0]?.domain.framework).toBe(framework);
});
