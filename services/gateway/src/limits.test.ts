import { readFileSync } from 'node:fs';
import { getIntrospectionQuery, parse } from 'graphql';
import { LIMITS, tooLarge, tooMuch } from './limits.js';
import { operationIn } from './operation.js';
import { typesOf } from './types.js';

const profile = readFileSync(new URL('../../../schema/operations/profile.graphql', import.meta.url), 'utf8');
const types = typesOf(parse(readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8')));
const limitOf = (query: string, variables?: Record<string, unknown>, limits = LIMITS) => {
  const document = parse(query);
  const operation = operationIn(document, undefined);
  return operation && tooMuch(document, operation, types, variables, limits)?.extensions;
};
const times = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');

test('the profile query passes with room', () => {
  const { text, nesting, depth, aliases, fields, cost } = LIMITS;
  const third = {
    text: text / 3,
    nesting: nesting / 3,
    depth: depth - 5,
    aliases: aliases / 3,
    fields: fields / 3,
    cost: cost / 3,
  };
  expect(tooLarge(profile, third)).toBeUndefined();
  expect(limitOf(profile, {}, third)).toBeUndefined();
});
test('introspection passes', () =>
  expect(limitOf(getIntrospectionQuery({ inputValueDeprecation: true }))).toBeUndefined());

test('a thousand aliases', () =>
  expect(limitOf(`{ ${times(1000, (n) => `a${n}: __typename`)} }`)).toMatchObject({
    code: 'GRAPHQL_LIMIT',
    limit: 'aliases',
  }));
test('a thousand fields without aliases', () =>
  expect(limitOf(`{ ${times(1001, (n) => `f${n}`)} }`)).toMatchObject({ limit: 'fields' }));
test('a document too long', () => {
  expect(tooLarge('x'.repeat(LIMITS.text))).toBeUndefined();
  expect(tooLarge('x'.repeat(LIMITS.text + 1))?.extensions).toMatchObject({ code: 'GRAPHQL_LIMIT', limit: 'text' });
});
test('brackets beyond any parser', () =>
  expect(tooLarge(`{ a(b: ${'['.repeat(LIMITS.nesting)}`)?.extensions).toMatchObject({ limit: 'nesting' }));

const nested = (depth: number): string => (depth === 1 ? 'leaf' : `field${depth} { ${nested(depth - 1)} }`);
test('as deep as allowed, and one deeper', () => {
  expect(limitOf(`{ ${nested(LIMITS.depth)} }`)).toBeUndefined();
  expect(limitOf(`{ ${nested(LIMITS.depth + 1)} }`)).toMatchObject({ limit: 'depth' });
});
test('depth hidden in fragments', () =>
  expect(limitOf(`{ ...A } fragment A on Query { field { ... on Thing { ${nested(LIMITS.depth)} } } }`)).toMatchObject({
    limit: 'depth',
  }));

test('what leads back to itself multiplies, too, each time round', () => {
  const round = (times: number): string => (times === 0 ? 'key' : `framework { skills { ${round(times - 1)} } }`);
  expect(limitOf(`{ ${round(2)} }`)).toBeUndefined();
  expect(limitOf(`{ ${round(3)} }`)).toMatchObject({ limit: 'cost' });
  expect(limitOf(`{ ...A } fragment A on Query { ${round(3)} }`)).toMatchObject({ limit: 'cost' });
});
test('lists that come whole multiply, by way of fragments too', () => {
  const skills = times(99, (n) => `a${n}: description`);
  const published = `published { framework { skills { ${skills} } } }`;
  const tried = (count: number) =>
    `{ viewer { learner { attempts(first: ${count}) { edges { node { quiz { items { bindings { ${published} } } } } } } } } }`;
  expect(limitOf(tried(7))).toBeUndefined();
  expect(limitOf(tried(8))).toMatchObject({ limit: 'cost' });
  expect(limitOf(`{ ...A } fragment A on Query ${tried(8)}`)).toMatchObject({ limit: 'cost' });
});
test('a page of profiles passes', () => {
  const skills = 'skills { skill { key title } score standardError level band target gap evidenceCount }';
  const of = `competency(framework: "f") { domains { domain { key title } score level band gap ${skills} } }`;
  expect(limitOf(`{ learners(first: 100) { edges { node { id ${of} } } } }`)).toBeUndefined();
});
test('pages within pages multiply', () => {
  const pages = (sizes: readonly string[]): string =>
    sizes.length === 0 ? 'a b' : `things(first: ${sizes[0]}) { ${pages(sizes.slice(1))} }`;
  expect(limitOf(`{ ${pages(['100', '90'])} }`)).toBeUndefined();
  expect(limitOf(`{ ${pages(['100', '100', '2'])} }`)).toMatchObject({ limit: 'cost' });
  expect(limitOf(`query ($n: Int) { ${pages(['$n', '$n', '2'])} }`, { n: 10 })).toBeUndefined();
  expect(limitOf(`query ($n: Int) { ${pages(['$n', '$n', '2'])} }`, { n: -1 })).toMatchObject({ limit: 'cost' });
  expect(limitOf(`query ($n: Int) { ${pages(['$n', '$n', '2'])} }`)).toMatchObject({ limit: 'cost' });
});
test('a connection without a size counts as a usual page', () =>
  expect(limitOf(`{ a { edges { b { edges { c { edges { d { edges { e } } } } } } } } }`)).toMatchObject({
    limit: 'cost',
  }));

test('fragments that double cost no time', () => {
  const doubling = times(40, (n) => `fragment F${n} on T { ...F${n + 1} ...F${n + 1} }`);
  expect(limitOf(`{ ...F0 } ${doubling} fragment F40 on T { ...F0 }`)).toMatchObject({ limit: 'fields' });
});
test('a fragment within itself is refused, here or by validation', () => {
  expect(limitOf('{ ...A } fragment A on T { ...A }')).toBeUndefined();
  expect(limitOf('{ ...A } fragment A on T { field { ...A } }')).toMatchObject({ limit: 'cost' });
});
