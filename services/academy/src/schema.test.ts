import { Kind, parse, visit, type ConstDirectiveNode, type FieldDefinitionNode } from 'graphql';
import { compose } from '@proficio/infra';
import { operation, subgraph, supergraph } from '@proficio/schema';
import { SERVICES, subgraphsOf } from './services.js';

const subgraphs = subgraphsOf(SERVICES);

test.each(['curriculum', 'assessment', 'progress', 'competency'] as const)(
  'what is committed of %s is what its classes say',
  (name) => expect(subgraph(name)).toBe(`${subgraphs.find((one) => one.name === name)?.sdl.trimEnd()}\n`),
);
test('what is committed of the whole is composed of them', () => expect(supergraph()).toBe(compose(subgraphs)));
test('no subgraph has a type of another service', () => {
  const owned = { progress: 'Viewer', assessment: 'Quiz', curriculum: 'FrameworkDraft', competency: 'SkillCompetency' };
  for (const { name, schema } of subgraphs)
    for (const [owner, type] of Object.entries(owned))
      expect([name, type, schema.getType(type) !== undefined]).toEqual([name, type, owner === name]);
});

/** The gateway answers wrongly, and silently, where a field that `@requires` others has arguments, or they have. */
const aroundRequires = (sdl: string): readonly string[] => {
  const fields: FieldDefinitionNode[] = [];
  visit(parse(sdl), { FieldDefinition: (field) => void fields.push(field) });
  const withArguments = new Set(fields.filter((field) => field.arguments?.length).map((field) => field.name.value));
  return fields.flatMap((field) => {
    const named = requiredBy(field.directives ?? []);
    return named.length > 0 ? [field.name.value, ...named].filter((name) => withArguments.has(name)) : [];
  });
};
const requiredBy = (directives: readonly ConstDirectiveNode[]): readonly string[] =>
  directives
    .filter(({ name }) => name.value === 'requires')
    .flatMap(({ arguments: given = [] }) => given.map(({ value }) => (value.kind === Kind.STRING ? value.value : '')))
    .flatMap((set) => set.match(/\w+/g) ?? []);

test('arguments around @requires are found', () => {
  const sdl = (field: string) => `type T { key: ID, sized(unit: Int): Int @external, ${field} }`;
  expect(aroundRequires(sdl('a: Int @requires(fields: "key")'))).toEqual([]);
  expect(aroundRequires(sdl('a(b: Int): Int @requires(fields: "key")'))).toEqual(['a']);
  expect(aroundRequires(sdl('a: Int @requires(fields: "key sized(unit: 1)")'))).toEqual(['sized']);
});
test.each(subgraphs.map(({ name, sdl }) => [name, sdl]))('%s has no arguments around @requires', (_name, sdl) =>
  expect(aroundRequires(sdl)).toEqual([]),
);

test('the profile query is the documentation’s, word for word', () =>
  expect(operation('profile').replaceAll(/\s+/g, ' ')).toContain(
    'query Profile($learner: ID!, $after: Position) { learner(id: $learner) { id enrolments(first: 10)',
  ));
