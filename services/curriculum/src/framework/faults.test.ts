import type { FrameworkContent } from '@proficio/events';
import { SMALL_FRAMEWORK, withSkill } from '@proficio/tests';
import { faultsOf } from './faults.js';

const fieldsOf = (content: FrameworkContent) => faultsOf(content).map(({ field }) => field);
const withPath = (change: Partial<FrameworkContent['paths'][number]>): FrameworkContent => ({
  ...SMALL_FRAMEWORK,
  paths: SMALL_FRAMEWORK.paths.map((path) => ({ ...path, ...change })),
});
const withCuts = (...cuts: readonly (number | null)[]): FrameworkContent => ({
  ...SMALL_FRAMEWORK,
  levels: cuts.map((cut, index) => ({ key: `l${index}`, title: 'Level', cut })),
});

test('a sound framework has no faults', () => expect(faultsOf(SMALL_FRAMEWORK)).toEqual([]));
test('so has one of levels, domains and skills alone', () =>
  expect(faultsOf({ ...SMALL_FRAMEWORK, activities: [], paths: [], courses: [] })).toEqual([]));
test.each(['levels', 'domains', 'skills'] as const)(
  'one without %s is empty, and what else is wrong is told',
  (list) => {
    const courses = [{ key: 'c', title: 'C', description: '', paths: ['x'] }];
    expect(fieldsOf({ ...SMALL_FRAMEWORK, [list]: [], courses })).toEqual(
      expect.arrayContaining([list, 'courses.0.paths.0']),
    );
  },
);

test.each(['levels', 'domains', 'skills', 'activities', 'paths', 'courses'] as const)('a key twice in %s', (list) => {
  const doubled = { ...SMALL_FRAMEWORK, [list]: [...SMALL_FRAMEWORK[list], ...SMALL_FRAMEWORK[list].slice(0, 1)] };
  expect(fieldsOf(doubled)).toContain(`${list}.${SMALL_FRAMEWORK[list].length}.key`);
});
test('the same key in two lists names two things', () =>
  expect(
    faultsOf({
      ...SMALL_FRAMEWORK,
      courses: [{ key: 'sawing', title: 'Sawing', description: '', paths: ['first-steps'] }],
    }),
  ).toEqual([]));

describe('cut points', () => {
  test('for none of the levels', () => expect(faultsOf(withCuts(null, null))).toEqual([]));
  test('for some only', () => expect(fieldsOf(withCuts(null, 0.5, null))).toEqual(['levels.0.cut', 'levels.2.cut']));
  test('equal or falling', () =>
    expect(fieldsOf(withCuts(0.5, 0.5, 0.4, 0.6))).toEqual(['levels.1.cut', 'levels.2.cut']));
  test('from 0 to 1', () => expect(faultsOf(withCuts(0, 1))).toEqual([]));
});

describe('skills', () => {
  test('of an unknown domain', () => expect(fieldsOf(withSkill(0, { domain: 'x' }))).toEqual(['skills.0.domain']));
  test('that contribute to an unknown domain, to one twice, and to their own', () => {
    const contributes = ['x', 'judgment', 'judgment', 'craft'].map((domain) => ({ domain, weight: 1 }));
    expect(fieldsOf(withSkill(0, { contributes }))).toEqual(
      [0, 2, 3].map((index) => `skills.0.contributes.${index}.domain`),
    );
  });
  test('with a tag twice', () => expect(fieldsOf(withSkill(1, { tags: ['a', 'a'] }))).toEqual(['skills.1.tags.1']));
  test('with descriptors of a level that is not there, or named twice', () =>
    expect(fieldsOf(withSkill(1, { descriptors: [{ levels: [1, 3, 1], text: 'Can' }] }))).toEqual([
      'skills.1.descriptors.0.levels.1',
      'skills.1.descriptors.0.levels.2',
    ]));
  test('larger than one event may be', () => {
    const descriptors = Array.from({ length: 300 }, () => ({ levels: [1], text: 'x'.repeat(3000) }));
    expect(fieldsOf(withSkill(2, { descriptors }))).toEqual(['skills.2']);
  });
});

describe('relations', () => {
  const relating = (
    ...edges: readonly (readonly [from: number, type: 'partOf' | 'requires' | 'related', to: string])[]
  ) =>
    fieldsOf({
      ...SMALL_FRAMEWORK,
      skills: SMALL_FRAMEWORK.skills.map((skill, index) => ({
        ...skill,
        relations: edges.flatMap(([from, type, to]) => (from === index ? [{ type, skill: to }] : [])),
      })),
    });

  test('to nothing', () => expect(relating([0, 'related', 'x'])).toEqual(['skills.0.relations.0.skill']));
  test('to itself', () => expect(relating([1, 'partOf', 'joinery'])).toEqual(['skills.1.relations.0.skill']));
  test('said twice', () =>
    expect(relating([0, 'related', 'joinery'], [0, 'requires', 'joinery'], [0, 'related', 'joinery'])).toEqual([
      'skills.0.relations.2',
    ]));
  test.each(['partOf', 'requires'] as const)('%s goes round: every step of the way is named', (type) =>
    expect(relating([0, type, 'joinery'], [1, type, 'choosing'], [2, type, 'sawing'])).toEqual([
      'skills.0.relations.0',
      'skills.1.relations.0',
      'skills.2.relations.0',
    ]),
  );
  test('what leads to a circle or out of it is no fault', () =>
    expect(relating([0, 'requires', 'joinery'], [1, 'requires', 'choosing'], [2, 'requires', 'joinery'])).toEqual([
      'skills.1.relations.0',
      'skills.2.relations.0',
    ]));
  test('related may go round, and so may two types together', () => {
    expect(relating([0, 'related', 'joinery'], [1, 'related', 'sawing'])).toEqual([]);
    expect(relating([0, 'partOf', 'joinery'], [1, 'requires', 'sawing'])).toEqual([]);
  });
});

describe('activities, paths and courses', () => {
  test('an activity that trains an unknown skill, or one twice', () => {
    const [first, ...rest] = SMALL_FRAMEWORK.activities;
    const activities = first ? [{ ...first, skills: ['x', 'sawing', 'sawing'] }, ...rest] : [];
    expect(fieldsOf({ ...SMALL_FRAMEWORK, activities })).toEqual(['activities.0.skills.0', 'activities.0.skills.2']);
  });
  test('a path in no domain', () => expect(fieldsOf(withPath({ domain: 'x' }))).toEqual(['paths.0.domain']));
  test('a path of an unknown activity, and of one twice', () =>
    expect(fieldsOf(withPath({ activities: ['build-a-box', 'x', 'build-a-box'] }))).toEqual([
      'paths.0.activities.1',
      'paths.0.activities.2',
    ]));
  test('a path that asks for an artefact that no activity of it asks for', () =>
    expect(fieldsOf(withPath({ activities: ['practise'] }))).toEqual(['paths.0.closes.1.artefact']));
  test('a path that asks for the same twice', () =>
    expect(
      fieldsOf(
        withPath({
          closes: [
            { kind: 'artefact', artefact: 'box', count: 1, feedback: false },
            { kind: 'artefact', artefact: 'box', count: 2, feedback: true },
          ],
        }),
      ),
    ).toEqual(['paths.0.closes.1']));
  test('a course of an unknown path', () => {
    const courses = [{ key: 'c', title: 'C', description: '', paths: ['x', 'first-steps'] }];
    expect(fieldsOf({ ...SMALL_FRAMEWORK, courses })).toEqual(['courses.0.paths.0']);
  });
});

describe('what an enrolment carries', () => {
  const wide = (count: number): FrameworkContent => {
    const activities = Array.from({ length: count }, (_, n) => ({
      key: `${'wide-'.repeat(18)}${n}`,
      title: 'Wide',
      description: '',
      skills: ['sawing'],
      closes: { kind: 'completion' } as const,
    }));
    const path = { key: 'again', title: 'Again', domain: 'craft', activities: activities.map(({ key }) => key) };
    const { paths, courses } = SMALL_FRAMEWORK;
    return {
      ...SMALL_FRAMEWORK,
      activities: [...SMALL_FRAMEWORK.activities, ...activities],
      paths: [...paths, { ...path, closes: [{ kind: 'completion' }] }],
      courses: courses.map((course) => ({ ...course, paths: ['first-steps', 'again'] })),
    };
  };
  test('fits into one event', () => expect(faultsOf(wide(3000))).toEqual([]));
  test('is refused in paths and courses where it does not', () =>
    expect(faultsOf(wide(5000))).toEqual([
      { field: 'paths.1.activities', reason: expect.stringMatching(/^"again" has \d+ bytes .* more than 1000000$/) },
      { field: 'courses.0.paths', reason: expect.stringMatching(/^"carpentry" has \d+ bytes/) },
    ]));
  test('has an activity of many paths once', () => {
    const { paths, courses, ...rest } = wide(2000);
    const more = paths.slice(1).map((path) => ({ ...path, key: 'more' }));
    const both = courses.map((course) => ({ ...course, paths: ['again', 'more'] }));
    expect(faultsOf({ ...rest, paths: [...paths, ...more], courses: both })).toEqual([]);
  });
});

test('all of it is told at once, with reasons that name the key', () =>
  expect(
    faultsOf({
      ...withSkill(0, { domain: 'x' }),
      paths: [],
      courses: [{ key: 'c', title: 'C', description: '', paths: ['y'] }],
    }),
  ).toEqual([
    { field: 'skills.0.domain', reason: '"x" is no domain of this framework' },
    { field: 'courses.0.paths.0', reason: '"y" is no path of this framework' },
  ]));
