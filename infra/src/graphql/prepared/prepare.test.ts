import { buildSchema, execute, parse, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { prepare } from './prepare.js';

const schema: GraphQLSchema = buildSchema(`
  enum Shelf { FICTION SCIENCE }
  input Range { from: Int = 1, to: Int }
  interface Work { id: ID! title: String }
  type Book implements Work { id: ID! title: String shelf: Shelf pages(range: Range, unit: String = "page"): String sequel: Book parts: [[Int]] }
  type Song implements Work { id: ID! title: String seconds: Float! }
  union Found = Book | Song
  type Query {
    book(id: ID, late: Boolean = false): Book
    works(late: Boolean): [Work]
    find(id: ID!): Found
    books: [Book!]!
    count: Int!
    bad(how: String!): Int
    missing: Int!
    me: String
  }
  type Mutation { burn: Int }
`);

const ONE = { id: 'b1', title: 'One', shelf: 'FICTION', parts: [[1, 2], [3, null], null] };
const TWO = { id: 'b2', title: () => 'Two', shelf: 'SCIENCE', sequel: Promise.resolve(ONE) };
const SONG = { id: 's1', title: Promise.resolve('La'), seconds: 3.5 };
type Args = Readonly<Record<string, unknown>>;
const of = (type: string) => (schema.getType(type) as GraphQLObjectType).getFields();
const resolving = (
  type: string,
  field: string,
  resolve: (source: unknown, args: Args, context: unknown) => unknown,
) => {
  const found = of(type)[field];
  if (found) found.resolve = resolve;
};
const typed = (value: unknown) => ('seconds' in (value as object) ? 'Song' : 'Book');
for (const name of ['Found', 'Work']) Object.assign(schema.getType(name) ?? {}, { resolveType: typed });
resolving('Query', 'book', (_source, { id, late }) => (late ? Promise.resolve(TWO) : id === 'none' ? null : ONE));
resolving('Query', 'works', (_source, { late }) =>
  late ? Promise.resolve([ONE, Promise.resolve(SONG), null]) : [ONE, SONG, undefined],
);
resolving('Query', 'find', (_source, { id }) => (id === 's1' ? SONG : TWO));
resolving('Query', 'books', async () => [ONE, TWO]);
resolving('Query', 'count', () => 7);
resolving('Query', 'me', (_source, _args, context) => (context as { readonly me: string }).me);
resolving('Query', 'bad', (_source, { how }) => {
  if (how === 'late') return Promise.reject(new Error(how));
  if (how === 'returned') return new Error(how);
  if (how === 'number') return 'no number';
  throw new Error(String(how));
});
resolving('Book', 'pages', (_source, { range, unit }) => {
  const { from, to } = (range ?? {}) as Args;
  return `${String(from)} ${String(to)} ${String(unit)}`;
});

const CONTEXT = { me: 'ada' };
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const both = async (query: string, variables: Args = {}, operationName?: string) => {
  const document = parse(query);
  const own = await execute({ schema, document, contextValue: CONTEXT, variableValues: variables, operationName });
  const run = prepare(schema, document, operationName);
  // Again, since nothing of one request may be kept for another.
  const again = async () => run && plain({ data: await run(CONTEXT, variables) });
  return { own: plain(own), prepared: await again(), then: await again() };
};

interface Case {
  readonly query: string;
  readonly variables?: Args;
  readonly operationName?: string;
}
const FIND = 'query ($id: ID!) { find(id: $id) { ... on Book { id sequel { title } } ... on Song { title } } }';
const PAGES =
  'query ($r: Range, $n: Int, $u: String = "leaf") { book { pages(range: $r, unit: $u) a: pages(range: { to: $n }) } }';
test.each<Case>([
  { query: '{ count me __typename book { __typename id title shelf parts sequel { id } } }' },
  { query: '{ book(late: true) { title sequel { id sequel { id } } } none: book(id: "none") { id } }' },
  { query: '{ works { id title __typename ... on Song { seconds } ...B } } fragment B on Book { shelf ... { id } }' },
  { query: '{ works(late: true) { ... on Work { title } ... on Song { seconds } } }' },
  { query: FIND, variables: { id: 's1' } },
  { query: FIND, variables: { id: 'b2' } },
  { query: '{ a: books { id sequel { id } } a: books { title sequel { title } } }' },
  { query: '{ book { pages a: pages(range: {}) b: pages(range: { from: 3, to: 4 }, unit: null) } }' },
  { query: PAGES, variables: { r: { to: 9 }, n: 5 } },
  { query: PAGES },
  { query: 'query A { count } query B { me }', operationName: 'B' },
])('answers as the library does: %j', async ({ query, variables, operationName }) => {
  const { own, prepared, then } = await both(query, variables, operationName);
  expect(own).not.toHaveProperty('errors');
  expect(JSON.stringify(prepared)).toBe(JSON.stringify(own));
  expect(JSON.stringify(then)).toBe(JSON.stringify(own));
});

test.each([
  ...['now', 'late', 'returned', 'number'].map((how) => `{ count bad(how: "${how}") book(late: true) { id } }`),
  '{ missing }',
  '{ books { id } missing }',
  'query ($n: Int!) { count }',
])('leaves to the library what does not go well: %s', async (query) => {
  const run = prepare(schema, parse(query), undefined);
  await expect((async () => run?.(CONTEXT, {}))()).rejects.toThrow();
});
test.each([
  'mutation { burn }',
  'query ($yes: Boolean = true) { count @include(if: $yes) }',
  '{ __schema { queryType { name } } }',
  '{ count __proto__: me }',
  'query A { count } query B { me }',
])('leaves to the library what is rare: %s', (query) =>
  expect(prepare(schema, parse(query), undefined)).toBeUndefined(),
);
