import { parse } from 'graphql';
import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  InterfaceType,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
  createUnionType,
} from 'type-graphql';
import {
  BadCursorError,
  ConflictError,
  NotYetError,
  PositionError,
  Rejection,
  UnreadableEventError,
  type Kernel,
  type ReaderOf,
} from '@proficio/events';
import { openLog } from '../telemetry/logger.js';
import { compose } from './compose.js';
import { openGateway } from './gateway.js';
import { inProcess } from './in-process.js';
import type { Asking, Caller, Parts, ServiceContext } from './parts.js';
import { subgraphOf } from './subgraph.js';

const ACCESS = 'directive @access(roles: [Role!]!) on FIELD_DEFINITION | OBJECT enum Role { READER LIBRARIAN }';
type Context = ServiceContext<Caller>;

enum Shelf {
  FICTION = 'fiction',
  SCIENCE = 'science',
}
registerEnumType(Shelf, { name: 'Shelf' });

@InterfaceType()
abstract class Trouble {
  @Field(() => String)
  code!: string;
}
@ObjectType({ implements: Trouble })
class Lost extends Trouble {}

@ObjectType()
@Directive('@key(fields: "id")')
class Book {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  title!: string;
  @Field(() => Shelf)
  shelf!: Shelf;
  @Field(() => Int)
  @Directive('@access(roles: [LIBRARIAN])')
  price!: number;
}
const BOOKS: readonly Book[] = [
  { id: 'b1', title: 'One', shelf: Shelf.FICTION, price: 3 },
  { id: 'b2', title: 'Two', shelf: Shelf.SCIENCE, price: 4 },
];

const FoundBook = createUnionType({
  name: 'FoundBook',
  types: () => [Book, Lost] as const,
  resolveType: (value) => ('code' in value ? Lost : Book),
});

@Resolver()
class Catalogue {
  @Query(() => [Book])
  books(@Arg('shelf', () => Shelf, { nullable: true }) shelf: Shelf | null) {
    return BOOKS.filter((book) => !shelf || book.shelf === shelf);
  }
  @Query(() => FoundBook)
  find(@Arg('id', () => ID) id: string) {
    return BOOKS.find((book) => book.id === id) ?? { code: 'LOST' };
  }
  @Mutation(() => Boolean)
  @Directive('@access(roles: [LIBRARIAN])')
  burn() {
    return true;
  }
}

@ObjectType('Book')
@Directive('@key(fields: "id", resolvable: false)')
class BookReference {
  @Field(() => ID)
  id!: string;
}
@ObjectType()
@Directive('@key(fields: "id")')
@Directive('@access(roles: [LIBRARIAN])')
class Loan {
  @Field(() => ID)
  id!: string;
}
@ObjectType()
@Directive('@key(fields: "id")')
class Member {
  @Field(() => ID)
  id!: string;
  @Field(() => [BookReference])
  borrowed!: readonly BookReference[];
}
const failures: Readonly<Record<string, Error>> = {
  bug: new Error('connection string postgres://secret'),
  notYet: new NotYetError('x'),
  position: new PositionError(9n, 1n),
  cursor: new BadCursorError('x'),
  conflict: new ConflictError('member-1', 1n),
  unreadable: new UnreadableEventError('Joined v2 is newer than this service’s v1'),
  rejection: new Rejection('BOOK_LENT', [{ field: 'book', reason: 'is lent' }]),
};

@Resolver(() => Member)
class Members {
  @Query(() => Member, { nullable: true })
  member(@Arg('id', () => ID) id: string) {
    return { id, borrowed: BOOKS.map((book) => ({ id: book.id })) };
  }
  @Query(() => Loan)
  loan() {
    return { id: 'l1' };
  }
  @Query(() => String)
  whoami(@Ctx() { caller, correlationId }: Context) {
    return `${caller.actor} ${correlationId}`;
  }
  @FieldResolver(() => Int, { nullable: true })
  failing(@Root() { id }: Member, @Arg('how', () => String) how: string) {
    throw failures[how] ?? new Error(id);
  }
}

const catalogue: Pick<Parts<Caller>, 'name' | 'resolvers' | 'references'> = {
  name: 'catalogue',
  resolvers: [Catalogue],
  references: { Book: ({ id }) => BOOKS.find((book) => book.id === id) ?? null },
};
const members: typeof catalogue = {
  name: 'members',
  resolvers: [Members],
  references: { Member: ({ id }) => ({ id, borrowed: [] }), Loan: ({ id }) => ({ id }) },
};

const subgraphs = [members, catalogue].map((parts) => subgraphOf(parts, ACCESS));
const [memberGraph, catalogueGraph] = subgraphs;
const lines: string[] = [];
const waited: string[] = [];

const contextFor =
  (name: string) =>
  ({ caller, correlationId }: Asking<Caller>): Context => ({
    caller,
    correlationId,
    kernel: {} as Kernel,
    read: undefined as unknown as ReaderOf,
    now: new Date(),
    newId: () => 'new',
    until: async (position) => {
      waited.push(`${name} ${position}`);
      if (position === 404n) throw new PositionError(position, 1n);
    },
  });

let asked: Awaited<ReturnType<typeof openGateway<Caller>>>;
beforeAll(async () => {
  asked = await openGateway<Caller>({
    supergraph: compose(subgraphs),
    sources: Object.fromEntries(
      subgraphs.map((subgraph) => [subgraph.name, inProcess(subgraph, contextFor(subgraph.name))]),
    ),
    admit: () => undefined,
    log: openLog('info', { write: (line) => void lines.push(line) }),
  });
});
afterAll(() => asked.stop());
beforeEach(() => {
  lines.length = 0;
  waited.length = 0;
});

const ask = (
  query: string,
  { role = 'READER', after, variables }: { role?: string; after?: bigint; variables?: Record<string, unknown> } = {},
) => asked.execute({ query, variables }, { caller: { tenant: 't', actor: 'ada', role }, correlationId: 'c-1', after });
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a subgraph from classes', () => {
  test('has the types of its own service and of no other', () => {
    expect(memberGraph?.schema.getType('Loan')).toBeDefined();
    expect(memberGraph?.schema.getType('Shelf')).toBeUndefined();
    expect(catalogueGraph?.schema.getType('Member')).toBeUndefined();
    expect(catalogueGraph?.schema.getType('Lost')).toBeDefined();
    expect(memberGraph?.schema.getType('Lost')).toBeUndefined();
  });
  test('prints its directives, and its definitions once', () => {
    expect(catalogueGraph?.sdl).toContain('price: Int! @access(roles: [LIBRARIAN])');
    expect(memberGraph?.sdl).toContain('type Book @key(fields: "id", resolvable: false)');
    expect(memberGraph?.sdl).toContain('type Loan @key(fields: "id") @access(roles: [LIBRARIAN])');
    expect(() => parse(memberGraph?.sdl ?? '')).not.toThrow();
  });
  test('is the same whenever it is built', () => expect(subgraphOf(catalogue, ACCESS).sdl).toBe(catalogueGraph?.sdl));
  test('composes the same in any order, access kept', () => {
    const supergraph = compose(subgraphs);
    expect(compose([...subgraphs].reverse())).toBe(supergraph);
    expect(supergraph).toMatch(/price: Int! .*@access\(roles: \[LIBRARIAN\]\)/);
  });
  test('subgraphs that do not fit are refused with every fault', () => {
    const odd = { name: 'odd', sdl: 'type Query { books: Int, member(id: ID!): Int }' };
    expect(() => compose([...subgraphs, odd])).toThrow(/books[^]*member/);
  });
});

test('joins subgraphs in process, enums and unions with their inner values', async () => {
  const query =
    '{ member(id: "m") { borrowed { title shelf } } found: find(id: "b1") { ... on Book { title } } lost: find(id: "x") { ... on Lost { code } } books(shelf: SCIENCE) { id } }';
  expect(plain(await ask(query))).toEqual({
    data: {
      member: {
        borrowed: [
          { title: 'One', shelf: 'FICTION' },
          { title: 'Two', shelf: 'SCIENCE' },
        ],
      },
      found: { title: 'One' },
      lost: { code: 'LOST' },
      books: [{ id: 'b2' }],
    },
  });
});
test('caller and correlation id reach resolvers', async () =>
  expect(plain(await ask('{ whoami }'))).toEqual({ data: { whoami: 'ada c-1' } }));

describe('access is checked by the subgraph itself', () => {
  test.each([
    '{ books { price } }',
    'mutation { burn }',
    '{ loan { id } }',
    '{ member(id: "m") { borrowed { price } } }',
  ])('%s', async (query) => {
    expect((await ask(query)).errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    expect((await ask(query, { role: 'LIBRARIAN' })).errors).toBeUndefined();
  });
  test('through an entity reference', async () => {
    const document = parse('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }');
    const reached = (role: string) =>
      inProcess(memberGraph!, contextFor('members')).process({
        kind: 'incoming operation',
        document,
        request: { variables: { r: [{ __typename: 'Loan', id: 'l1' }] } },
        context: { caller: { tenant: 't', actor: 'ada', role }, correlationId: 'c', after: undefined },
      } as never);
    expect(await reached('READER')).toMatchObject({ data: { _entities: [null] } });
    expect((await reached('READER')).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', coordinate: 'Loan' } }]);
    expect(await reached('LIBRARIAN')).toMatchObject({ data: { _entities: [{ __typename: 'Loan' }] } });
  });
});

describe('after', () => {
  test('each subgraph asked waits before it answers', async () => {
    await ask('{ member(id: "m") { borrowed { title } } }', { after: 7n });
    expect(waited).toEqual(['members 7', 'catalogue 7']);
  });
  test('without it nothing waits', async () => {
    await ask('{ books { id } }');
    expect(waited).toEqual([]);
  });
  test('a position beyond the log', async () =>
    expect(await ask('{ books { id } }', { after: 404n })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_POSITION' } }],
    }));
});

describe('errors', () => {
  const errorOf = async (how: string) => (await ask(`{ member(id: "m") { id failing(how: "${how}") } }`)).errors?.[0];
  test('unexpected ones are masked, and found in the log', async () => {
    const error = await errorOf('bug');
    expect(error).toMatchObject({
      path: ['member', 'failing'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: 'c-1' },
    });
    expect(JSON.stringify(error)).not.toContain('postgres');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'error', correlationId: 'c-1', err: { message: expect.stringContaining('postgres') } },
    ]);
  });
  test.each([
    ['notYet', 'NOT_YET'],
    ['position', 'BAD_POSITION'],
    ['cursor', 'BAD_CURSOR'],
    ['conflict', 'UNAVAILABLE'],
    ['rejection', 'BOOK_LENT'],
  ])('%s is %s', async (how, code) => {
    const error = await errorOf(how);
    expect(error?.extensions).toEqual({ code });
    expect(lines).toEqual([]);
  });
  test('what a newer release wrote is told of as such, and found in the log', async () => {
    expect(await errorOf('unreadable')).toMatchObject({ extensions: { code: 'UNREADABLE' } });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ err: { message: expect.stringContaining('v2') } }]);
  });
  test.each([
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ nothing', 'GRAPHQL_PARSE_FAILED'],
    ['query ($id: ID!) { member(id: $id) { id } }', 'BAD_USER_INPUT'],
    ['{ member(id: "m") { failing(how: 3) } }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s is %s', async (query, code) => {
    expect((await ask(query)).errors).toMatchObject([{ extensions: { code } }]);
    expect(lines).toEqual([]);
  });
  test('no stack, no name of a subgraph', async () => {
    expect(JSON.stringify(await ask('{ books { price } }'))).not.toMatch(/serviceName|catalogue|stack/);
  });
});

test('introspection is on and shows no federation', async () => {
  const { data } = await ask('{ __schema { types { name } } __type(name: "Book") { fields { name } } }');
  expect(plain(data)).toMatchObject({ __type: { fields: expect.arrayContaining([{ name: 'price' }]) } });
  expect(JSON.stringify(data)).not.toMatch(/_Entity|_Service|join__/);
});
