import type { Kernel, ReaderOf } from '@proficio/events';
import { Ctx, Directive, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { openLog } from '../../telemetry/logger.js';
import { compose } from '../compose.js';
import { openGateway, type Gateway } from '../gateway.js';
import { inProcess } from '../in-process.js';
import type { Asking, Caller, Parts, ServiceContext } from '../parts.js';
import { subgraphOf } from '../subgraph.js';
import { keeping } from './kept.js';

@ObjectType('Book')
@Directive('@key(fields: "id")')
class Lent {
  @Field(() => ID)
  id!: string;
}
let lent: readonly string[] = [];
@Resolver()
class Loans {
  @Query(() => [Lent])
  loans() {
    return lent.map((id) => ({ id }));
  }
}
@ObjectType()
class Author {
  @Field(() => String)
  name!: string;
}
@ObjectType()
class Stock {
  @Field(() => Int)
  left!: number;
}
@ObjectType()
@Directive('@key(fields: "id")')
class Book {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  title!: string;
  @Field(() => [Author])
  authors!: readonly Author[];
}
let left = 9;
@Resolver(() => Book)
class Books {
  @FieldResolver(() => String)
  shownTo(@Root() { id }: Book, @Ctx() { caller: { tenant, role } }: ServiceContext<Caller>) {
    return `${id} of ${tenant} for ${role}`;
  }
  @FieldResolver(() => Stock)
  stock() {
    return { left: left-- };
  }
}
const printed = new Set<string>();
const loans: Pick<Parts<Caller>, 'name' | 'resolvers' | 'references'> = {
  name: 'loans',
  resolvers: [Loans],
  references: { Book: ({ id }) => ({ id }) },
};
const books = {
  name: 'books',
  resolvers: [Books],
  references: {
    Book: ({ id }: Readonly<Record<string, unknown>>) =>
      printed.has(String(id)) ? { id, title: `Title of ${String(id)}`, authors: [{ name: 'Ada' }] } : null,
  },
  lasting: ['Book', 'Author'],
} as const satisfies Pick<Parts<Caller>, 'name' | 'resolvers' | 'references' | 'lasting'>;
const WORDS = 'directive @access(roles: [Role!]!) on FIELD_DEFINITION | OBJECT enum Role { READER }';
const subgraphs = [loans, books].map((parts) => subgraphOf(parts, WORDS));
const contextFor = ({ caller, correlationId }: Asking<Caller>): ServiceContext<Caller> => ({
  caller,
  correlationId,
  kernel: {} as Kernel,
  read: undefined as unknown as ReaderOf,
  now: new Date(),
  newId: () => 'new',
  until: async () => undefined,
});

/** The books that `books` was asked for, each time. */
let asked: unknown[][] = [];
let gateway: Gateway<Caller>;
beforeAll(async () => {
  const [ofLoans, ofBooks] = subgraphs.map((subgraph) => inProcess(subgraph, contextFor));
  gateway = await openGateway<Caller>({
    supergraph: compose(subgraphs),
    sources: {
      loans: ofLoans as never,
      books: {
        process: (given) => {
          const { representations = [] } = given.request.variables as { representations?: { id: string }[] };
          asked.push(representations.map(({ id }) => id));
          return ofBooks?.process(given as never) as never;
        },
      },
    },
    admit: () => undefined,
    log: openLog('silent'),
  });
});
afterAll(() => gateway.stop());

const ADA: Asking<Caller> = {
  caller: { tenant: 't', actor: 'ada', role: 'READER' },
  correlationId: 'c',
  after: undefined,
};
const ask = async (query: string, asking: Partial<Asking<Caller>> = {}) =>
  JSON.parse(JSON.stringify(await gateway.execute({ query }, { ...ADA, ...asking }))) as unknown;
/** Until the plan is compiled and the subgraph has prepared what it is asked. */
const warmed = async (query: string) => {
  for (let n = 0; n < 3; n++) await ask(query);
  asked = [];
};
beforeEach(() => {
  lent = ['b1', 'b2'];
  for (const id of lent) printed.add(id);
});

const TITLES = '{ loans { title authors { name } } }';
const titled = (...ids: readonly string[]) => ({
  data: { loans: ids.map((id) => ({ title: `Title of ${id}`, authors: [{ name: 'Ada' }] })) },
});

test('what never changes is asked for once, and only what is new', async () => {
  await warmed(TITLES);
  expect(await ask(TITLES)).toEqual(titled('b1', 'b2'));
  expect(asked).toEqual([]);
  lent = ['b2', 'b3', 'b1'];
  printed.add('b3');
  expect(await ask(TITLES, { caller: { ...ADA.caller, actor: 'bob' } })).toEqual(titled('b2', 'b3', 'b1'));
  expect(asked).toEqual([['b3']]);
});
test('neither another tenant nor another role is shown what one was told', async () => {
  const query = '{ loans { shownTo } }';
  await warmed(query);
  const told = async (caller: Partial<Caller>) => {
    const { data } = (await ask(query, { caller: { ...ADA.caller, ...caller } })) as {
      readonly data: { readonly loans: readonly { readonly shownTo: string }[] };
    };
    return data.loans[0]?.shownTo;
  };
  for (const _ of [1, 2]) {
    expect(await told({})).toBe('b1 of t for READER');
    expect(await told({ tenant: 'u' })).toBe('b1 of u for READER');
    expect(await told({ role: 'WRITER' })).toBe('b1 of t for WRITER');
  }
  expect(asked).toEqual([
    ['b1', 'b2'],
    ['b1', 'b2'],
  ]);
});
test('whoever waits for what was written asks the subgraph', async () => {
  await warmed(TITLES);
  expect(await ask(TITLES, { after: 7n })).toEqual(titled('b1', 'b2'));
  expect(asked).toEqual([['b1', 'b2']]);
});
test('what is not there yet is asked for again', async () => {
  const query = '{ loans { id authors { name } } }';
  await warmed(query);
  lent = ['b1', 'b9'];
  await ask(query);
  asked = [];
  printed.add('b9');
  expect(await ask(query)).toMatchObject({ data: { loans: [{ id: 'b1' }, { id: 'b9', authors: [{ name: 'Ada' }] }] } });
  expect(asked).toEqual([['b9']]);
});
test('nothing is kept where anything of it may change', async () => {
  const query = '{ loans { title stock { left } } }';
  await warmed(query);
  const first = await ask(query);
  expect(await ask(query)).not.toEqual(first);
  expect(asked).toHaveLength(2);
});
test('a type that lasts is one of the schema', () =>
  expect(() => subgraphOf({ ...books, lasting: ['Bok'] }, WORDS)).toThrow('Bok'));

test('what is large is not kept, in one text or in many', () => {
  const [keep, fetch, request] = [keeping(), {}, { request: {}, context: { ...ADA } }];
  const book = { __typename: 'Book', id: 'b1' };
  const chapters = (count: number) => ({
    chapters: Array.from({ length: count }, (_, n) => ({ title: `Title ${n}` })),
  });
  for (const large of [{ title: 'x'.repeat(5000) }, chapters(200)]) {
    keep(fetch, request)?.set(book, large);
    expect(keep(fetch, request)?.get(book)).toBeUndefined();
  }
  keep(fetch, request)?.set(book, chapters(20));
  expect(keep(fetch, request)?.get(book)).toEqual(chapters(20));
});
test('what was kept for a minute is asked for anew, and what was merged into it is not kept', () => {
  const { now: real } = Date;
  const begun = real();
  const passed = (ms: number) => void (Date.now = () => begun + ms);
  passed(0);
  const [keep, fetch, request] = [keeping(), {}, { request: {}, context: { ...ADA } }];
  const book = { __typename: 'Book', id: 'b1' };
  try {
    keep(fetch, request)?.set(book, { title: 'One', authors: [{ name: 'Ada' }] });
    const found = keep(fetch, request)?.get(book) as { authors: object[] };
    found.authors.push({ name: 'Bob' });
    passed(59_999);
    expect(keep(fetch, request)?.get(book)).toEqual({ title: 'One', authors: [{ name: 'Ada' }] });
    expect(keep({}, request)?.get(book)).toBeUndefined();
    expect(keep(fetch, request)?.get({ ...book, title: 'One' })).toBeUndefined();
    passed(60_000);
    expect(keep(fetch, request)?.get(book)).toBeUndefined();
  } finally {
    Date.now = real;
  }
});
