import type { Target } from '@proficio/events';
import { SMALL_FRAMEWORK } from '@proficio/tests';
import { prepare, prepareRole } from './prepared.js';

const edition = { framework: 'f', version: 2, position: '9', ...SMALL_FRAMEWORK };
const framework = prepare(edition);

test('levels are named from level 0, whose name is the same everywhere', () =>
  expect(framework.bands.map(({ key }) => key)).toEqual(['novice', 'emerging', 'competent']));
test('without cut points, level k of n begins at k / (n + 1)', () => {
  expect(framework.cuts).toEqual([0.4, 0.6]);
  const levels = ['a', 'b', 'c', 'd'].map((key) => ({ key, title: key, cut: null }));
  expect(prepare({ ...edition, levels }).cuts).toEqual([0.2, 0.4, 0.6, 0.8]);
});
test('a domain has its own skills, and counts those that contribute too', () => {
  const [craft, judgment] = framework.domains;
  expect(craft?.skills.map(({ id }) => id)).toEqual(['f@2/sawing', 'f@2/joinery']);
  expect(judgment?.skills.map(({ id }) => id)).toEqual(['f@2/choosing']);
  expect(judgment?.counting).toEqual([
    { skill: 'sawing', weight: 0.5 },
    { skill: 'choosing', weight: 1 },
  ]);
});
test('a path has its activities in its own order, and its place in the framework', () =>
  expect(framework.paths.get('first-steps')).toMatchObject({
    id: 'f@2/first-steps',
    order: 0,
    activities: [{ key: 'practise' }, { key: 'build-a-box' }],
  }));
test('a role has its targets by framework, of domains and of skills', () => {
  const target = (framework: string, domain: string | null, skill: string | null, level: number): Target => ({
    framework,
    domain,
    skill,
    level,
  });
  const targets = [target('f', 'craft', null, 2), target('f', null, 'choosing', 1), target('g', 'craft', null, 3)];
  const role = prepareRole({ role: 'r', version: 1, position: '1', title: 'R', targets });
  expect([...role.targets.keys()]).toEqual(['f', 'g']);
  expect(role.targets.get('f')?.domains).toEqual(new Map([['craft', 2]]));
  expect(role.targets.get('f')?.skills).toEqual(new Map([['choosing', 1]]));
});
