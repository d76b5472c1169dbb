import { admission } from './admission.js';

const admit = admission(`
  directive @access(roles: [Role!]!) on FIELD_DEFINITION | OBJECT
  enum Role { LEARNER CURATOR }
  type Query { things(first: Int): [Thing!]!, drafts: [Thing!] @access(roles: [CURATOR]) }
  type Thing { id: ID, things(first: Int): [Thing!]! }
`);
const code = (query: string, role = 'LEARNER', variables = {}, operationName?: string) =>
  admit({ query, variables, operationName }, role)?.extensions['code'];

test('the same document is open to one role and closed to another, again and again', () => {
  for (const _ of [1, 2]) {
    expect(code('{ drafts { id } }', 'CURATOR')).toBeUndefined();
    expect(code('{ drafts { id } }', 'LEARNER')).toBe('FORBIDDEN');
  }
});
test('page sizes in variables are measured at every request', () => {
  const query = 'query ($n: Int) { things(first: $n) { things(first: $n) { things(first: 3) { id } } } }';
  expect(code(query, 'LEARNER', { n: 2 })).toBeUndefined();
  expect(code(query, 'LEARNER', { n: 100 })).toBe('GRAPHQL_LIMIT');
  expect(code(query, 'LEARNER', { n: 2 })).toBeUndefined();
});
test('a fragment without end is refused, with page sizes in variables too', () =>
  expect(code('query ($n: Int) { things(first: $n) { ...A } } fragment A on Thing { things { ...A } }')).toBe(
    'GRAPHQL_LIMIT',
  ));
test('operations of one document are told apart', () => {
  const two = 'query A { things { id } } query B { drafts { id } }';
  expect(code(two, 'LEARNER', {}, 'A')).toBeUndefined();
  expect(code(two, 'LEARNER', {}, 'B')).toBe('FORBIDDEN');
});
test('a name cannot make one document look like another', () => {
  expect(code('query B { drafts { id } }', 'LEARNER')).toBe('FORBIDDEN');
  expect(code('query ', 'LEARNER', {}, 'B { drafts { id } }')).toBeUndefined();
  expect(code('query B { things { id } }', 'LEARNER', {}, 'B')).toBeUndefined();
  expect(code('query B { drafts { id } }', 'LEARNER', {}, 'B')).toBe('FORBIDDEN');
});
test('which operation must be clear', () => {
  const two = 'query A { things { id } } query B { things { id } }';
  for (const [query, name] of [
    [two],
    [two, 'C'],
    [two, ''],
    ['{ things { id } }', 'A'],
    ['fragment F on Query { things { id } }'],
  ] as const)
    expect(code(query, 'LEARNER', {}, name)).toBe('OPERATION_RESOLUTION_FAILURE');
});
test('an empty name is not no name', () => {
  expect(code('{ things { id } } ', 'LEARNER', {}, '')).toBe('OPERATION_RESOLUTION_FAILURE');
  expect(code('{ things { id } } ', 'LEARNER')).toBeUndefined();
});
test('what is written beside the operation counts too, since it is validated', () => {
  const beside = `fragment F on Thing { ${'id '.repeat(1000)} }`;
  expect(code(`{ things { ...F } } ${beside}`)).toBe('GRAPHQL_LIMIT');
  expect(code(`{ things { id } } ${beside}`)).toBe('GRAPHQL_LIMIT');
  expect(code(`query A { things { id } } query B { things { ${'id '.repeat(1000)} } }`, 'LEARNER', {}, 'A')).toBe(
    'GRAPHQL_LIMIT',
  );
});
test('a subscription is not served, and does not keep others from it', () => {
  expect(code('subscription { things { id } }')).toBe('SUBSCRIPTIONS_NOT_SERVED');
  const two = 'subscription A { things { id } } query B { things { id } }';
  expect(code(two, 'LEARNER', {}, 'A')).toBe('SUBSCRIPTIONS_NOT_SERVED');
  expect(code(two, 'LEARNER', {}, 'B')).toBeUndefined();
});
test('too deep to be parsed', () => expect(code(`{ things(first: ${'['.repeat(20_000)}`)).toBe('GRAPHQL_LIMIT'));
test('too long', () => expect(code('#'.repeat(60_000))).toBe('GRAPHQL_LIMIT'));
test('what does not parse is left to the server', () => {
  expect(code('{ things {')).toBeUndefined();
  expect(code('')).toBeUndefined();
  expect(admit({}, 'LEARNER')).toBeUndefined();
});
test('what is remembered is bounded', () => {
  const few = admission('type Query { a: Int }', undefined, 100);
  for (let n = 0; n < 1000; n += 1) expect(few({ query: `{ a ${'#'.repeat(n % 90)} }` }, 'LEARNER')).toBeUndefined();
});
