import type { FrameworkContent, Target } from '@proficio/events';
import { SMALL_FRAMEWORK } from '@proficio/tests';
import { targetFaults } from './faults.js';

const bare: FrameworkContent = {
  ...SMALL_FRAMEWORK,
  domains: [...SMALL_FRAMEWORK.domains, { key: 'untaught', title: 'Untaught', description: '' }],
};
const contributed: FrameworkContent = {
  ...bare,
  skills: bare.skills.map((skill) => ({ ...skill, contributes: [{ domain: 'untaught', weight: 1 }] })),
};
const target = (change: Partial<Target>): Target => ({
  framework: 'carpentry',
  domain: null,
  skill: null,
  level: 1,
  ...change,
});
const fieldsOf = (content: FrameworkContent, ...targets: readonly Target[]) =>
  targetFaults(targets, new Map([['carpentry', content]])).map(({ field }) => field);

test('domains and skills of published frameworks, at levels they have, can be reached', () =>
  expect(fieldsOf(bare, target({ domain: 'craft', level: 2 }), target({ skill: 'choosing' }))).toEqual([]));
test('an unknown framework', () =>
  expect(fieldsOf(bare, target({ framework: 'cookery', domain: 'craft' }))).toEqual(['targets.0.framework']));
test('an unknown domain, an unknown skill', () =>
  expect(fieldsOf(bare, target({ domain: 'x' }), target({ skill: 'y' }))).toEqual([
    'targets.0.domain',
    'targets.1.skill',
  ]));
test('neither a domain nor a skill, or both', () =>
  expect(fieldsOf(bare, target({}), target({ domain: 'craft', skill: 'sawing' }))).toEqual(['targets.0', 'targets.1']));
test.each([0, 3])('a level that the framework lacks: %i', (level) =>
  expect(fieldsOf(bare, target({ domain: 'craft', level }))).toEqual(['targets.0.level']),
);
test('a domain without skills, unless some contribute to it', () => {
  expect(fieldsOf(bare, target({ domain: 'untaught' }))).toEqual(['targets.0.domain']);
  expect(fieldsOf(contributed, target({ domain: 'untaught' }))).toEqual([]);
});
test('the same domain or skill twice, at whatever level', () =>
  expect(
    fieldsOf(
      bare,
      target({ domain: 'craft' }),
      target({ skill: 'sawing' }),
      target({ domain: 'craft', level: 2 }),
      target({ skill: 'sawing' }),
    ),
  ).toEqual(['targets.2', 'targets.3']));
test('a domain and a skill of the same key are two targets', () => {
  const twins = { ...bare, skills: bare.skills.map((skill) => ({ ...skill, key: 'craft' })).slice(0, 1) };
  expect(fieldsOf(twins, target({ domain: 'craft' }), target({ skill: 'craft' }))).toEqual([]);
});
test('every fault of every target is told', () =>
  expect(fieldsOf(bare, target({ skill: 'x', level: 9 }), target({ framework: 'cookery' }))).toEqual([
    'targets.0.skill',
    'targets.0.level',
    'targets.1',
    'targets.1.framework',
  ]));
