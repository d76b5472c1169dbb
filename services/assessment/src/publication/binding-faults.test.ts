import type { Binding } from '@proficio/events';
import { bindingFaults } from './binding-faults.js';
import { published } from './published.js';

const skill = (framework: string, key: string, ...wholes: readonly string[]) => ({
  framework,
  skill: key,
  version: 3,
  domain: 'd',
  wholes,
});
const PUBLISHED = published(
  ['f', 'g'].map((framework) => ({ framework, version: 3, levels: 4, domains: ['d'] })),
  [skill('f', 'whole'), skill('f', 'part', 'whole'), skill('f', 'piece', 'part', 'whole'), skill('g', 'whole')],
);
const bound = (...bindings: readonly (readonly [framework: string, skill: string, share: number])[]) =>
  bindingFaults(
    bindings.map(([framework, skill, share]): Binding => ({ framework, skill, share })),
    PUBLISHED,
  );

test('a skill that is published is fine', () => expect(bound(['f', 'part', 1])).toEqual([]));
test('the shares of each framework are counted apart', () =>
  expect(bound(['f', 'part', 1], ['g', 'whole', 1])).toEqual([]));
test('thirds sum to one', () => expect(shares(1 / 3, 1 / 3, 1 / 3)).toEqual([]));
test('shares that do not sum to one', () =>
  expect(shares(0.5, 0.4)).toEqual([{ field: 'bindings', reason: 'shares of f sum to 0.9, not to 1' }]));
test('every unknown skill is named', () =>
  expect(bound(['f', 'nope', 0.5], ['f', 'constructor', 0.5], ['h', 'part', 1]).map(({ field }) => field)).toEqual([
    'bindings.0.skill',
    'bindings.1.skill',
    'bindings.2.framework',
  ]));
test('a skill twice', () =>
  expect(bound(['f', 'part', 0.5], ['f', 'part', 0.5])).toEqual([
    { field: 'bindings.1.skill', reason: '"part" is named twice' },
  ]));
test.each([
  ['part', 'whole'],
  ['whole', 'part'],
  ['piece', 'whole'],
])('%s with %s, a part and its whole, however far above', (one, other) =>
  expect(bound(['f', one, 0.5], ['f', other, 0.5])).toHaveLength(1),
);
test('a part in one framework and a whole of that name in another have nothing to do with each other', () =>
  expect(bound(['f', 'piece', 1], ['g', 'whole', 1])).toEqual([]));

/** Skills that are strangers to each other, with these shares. */
const shares = (...parts: readonly number[]) => {
  const editions = [{ framework: 'f', version: 1, levels: 1, domains: ['d'] }];
  const skills = parts.map((_, index) => ({ ...skill('f', `s${index}`), version: 1 }));
  return bindingFaults(
    parts.map((share, index) => ({ framework: 'f', skill: `s${index}`, share })),
    published(editions, skills),
  );
};
