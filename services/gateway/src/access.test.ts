import { parse } from 'graphql';
import { forbidden, restrictionsOf } from './access.js';
import { operationIn } from './operation.js';
import { typesOf } from './types.js';

const types = typesOf(
  parse(`
  directive @access(roles: [Role!]!) on FIELD_DEFINITION | OBJECT
  enum Role { LEARNER CURATOR ANALYST }
  type Query { open: Course, items(first: Int): [Item!]! @access(roles: [CURATOR, ANALYST]), found: Found, node: Node }
  type Mutation { draft: Course @access(roles: [CURATOR]) }
  interface Node { id: ID }
  type Course implements Node { id: ID, drafts: [Course!] @access(roles: [CURATOR]), items: [Item!] }
  type Item implements Node @access(roles: [CURATOR]) { id: ID, answers: [String!] @access(roles: [ANALYST]) }
  union Found = Course | Item
`),
);
const restrictionsIn = (query: string, name?: string) => {
  const document = parse(query);
  const operation = operationIn(document, name);
  return operation ? restrictionsOf(types, document, operation) : [];
};
const coordinates = (query: string, name?: string) => restrictionsIn(query, name).map(({ coordinate }) => coordinate);

test('an open field has no restriction', () => expect(coordinates('{ open { id } }')).toEqual([]));
test('a field of Query, of Mutation and of a type', () => {
  expect(coordinates('{ items { __typename } }')).toEqual(['Query.items']);
  expect(coordinates('mutation { draft { id } }')).toEqual(['Mutation.draft']);
  expect(coordinates('{ open { again: drafts { id } } }')).toEqual(['Course.drafts']);
});
test('a type that is restricted restricts each of its fields', () =>
  expect(coordinates('{ open { items { id answers } } }')).toEqual(['Item', 'Item.answers']));
test('fragments and unions are followed', () => {
  expect(coordinates('{ found { ...F } } fragment F on Found { ... on Course { drafts { id } } }')).toEqual([
    'Course.drafts',
  ]);
  expect(coordinates('{ found { ... on Item { id } } }')).toEqual(['Item']);
  expect(coordinates('query ($x: Boolean!) { open { ... @include(if: $x) { drafts { id } } } }')).toEqual([
    'Course.drafts',
  ]);
});
test('a field of an interface is as restricted as that of any type behind it', () =>
  expect(coordinates('{ node { id } }')).toEqual(['Item']));
test('only the operation that runs counts', () => {
  const two = 'query A { open { id } } query B { items { __typename } }';
  expect(coordinates(two, 'A')).toEqual([]);
  expect(coordinates(two, 'B')).toEqual(['Query.items']);
});
test('what the schema does not know is left to validation', () =>
  expect(coordinates('{ nothing { drafts } open { none } ...Gone }')).toEqual([]));

test('the error names the field and who may ask', () => {
  const restrictions = restrictionsIn('{ items { id } }');
  expect(forbidden(restrictions, 'CURATOR')).toBeUndefined();
  expect(forbidden(restrictions, 'LEARNER')).toMatchObject({
    message: 'Query.items is for CURATOR, ANALYST',
    extensions: { code: 'FORBIDDEN', coordinate: 'Query.items', http: { status: 403 } },
  });
  expect(forbidden(restrictions, 'ANALYST')?.extensions).toMatchObject({ coordinate: 'Item' });
});
