import { ApolloGateway } from '@apollo/gateway';
import { parse, print, type DocumentNode } from 'graphql';
import {
  Arg,
  createUnionType,
  Directive,
  Field,
  ID,
  Int,
  InterfaceType,
  ObjectType,
  Query,
  Mutation,
  Resolver,
} from 'type-graphql';
import { compose } from '../compose.js';
import { inProcess } from '../in-process.js';
import type { Caller, Parts, ServiceContext } from '../parts.js';
import { subgraphOf } from '../subgraph.js';
import { ShortWay } from './executor.js';
import type { Request } from './types.js';

@InterfaceType()
abstract class Work {
  @Field(() => ID)
  id!: string;
}
@ObjectType({ implements: Work })
@Directive('@key(fields: "id")')
class Play extends Work {
  @Field(() => Int)
  acts!: number;
}
@ObjectType({ implements: Work })
@Directive('@key(fields: "id shelf { room }")')
class Poem extends Work {
  @Field(() => [[Int]])
  metre!: readonly (readonly number[])[];
  @Field(() => Shelf)
  shelf!: Shelf;
}
@ObjectType()
@Directive('@shareable')
class Shelf {
  @Field(() => Int)
  room!: number;
}
const AnyWork = createUnionType({
  name: 'AnyWork',
  types: () => [Play, Poem] as const,
  resolveType: (value) => ('acts' in value ? Play : Poem),
});

const plays = [1, 2].map((n) => ({ id: `play-${n}`, acts: n }));
const poem = { id: 'poem', metre: [[1, 2], [3]], shelf: { room: 7 } };

@Resolver()
class Works {
  @Query(() => [AnyWork])
  works() {
    return [...plays, poem];
  }
  @Query(() => [Play], { nullable: 'items' })
  plays() {
    return [plays[0], null, { id: 'unknown', acts: 9 }];
  }
  @Query(() => Poem, { nullable: true })
  poem(@Arg('there', () => Boolean, { defaultValue: true }) there: boolean) {
    return there ? poem : null;
  }
  @Query(() => Int, { nullable: true })
  broken(@Arg('how', () => String) how: string): number {
    throw new Error(how);
  }
  @Mutation(() => Play)
  stage() {
    return plays[0];
  }
}

@ObjectType('Play')
@Directive('@key(fields: "id")')
class Staged {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { nullable: true })
  stage!: string | null;
  @Field(() => Int)
  seats!: number;
}
@ObjectType('Poem')
@Directive('@key(fields: "id shelf { room }")')
class Printed {
  @Field(() => ID)
  id!: string;
  @Field(() => Shelf)
  shelf!: Shelf;
  @Field(() => Int)
  pages!: number;
}
@Resolver()
class Houses {
  @Query(() => [Staged])
  staged() {
    return [{ id: 'play-2', stage: 'small', seats: 1 }];
  }
  @Query(() => Printed)
  printed() {
    return { id: 'poem', shelf: { room: 7 }, pages: 5 };
  }
}

type Shown = Pick<Parts<Caller>, 'name' | 'resolvers' | 'references'>;
const works: Shown = {
  name: 'works',
  resolvers: [Works],
  references: { Play: ({ id }) => plays.find((play) => play.id === id) ?? null, Poem: () => poem },
};
const houses: Shown = {
  name: 'houses',
  resolvers: [Houses],
  references: {
    Play: ({ id }) => (id === 'unknown' ? null : { id, stage: id === 'play-1' ? null : 'large', seats: 100 }),
    Poem: async ({ id, shelf }) => ({ id, shelf, pages: (shelf as { room: number }).room }),
  },
};

const WORDS = 'directive @access(roles: [Role!]!) on FIELD_DEFINITION | OBJECT enum Role { READER }';
const subgraphs = [works, houses].map((parts) => subgraphOf(parts, WORDS));
const context = { caller: { tenant: 't', actor: 'a', role: 'READER' } } as ServiceContext<Caller>;
/** The subgraphs that were asked, in order. */
const asked: string[] = [];
const sources = Object.fromEntries(
  subgraphs.map((subgraph) => {
    const { process: ask } = inProcess(subgraph, () => context);
    const process: typeof ask = (given) => {
      asked.push(subgraph.name);
      return ask(given);
    };
    return [subgraph.name, { process }];
  }),
);

let apollos = 0;
let execute: (document: DocumentNode, variables: object, operationName?: string) => Promise<unknown>;
let gateway: ApolloGateway;
beforeAll(async () => {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const shortWay = new ShortWay(sources);
  gateway = new ApolloGateway({
    supergraphSdl: compose(subgraphs),
    buildService: ({ name }) => sources[name] as never,
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => shortWay.planned(queryPlan, requestContext),
  });
  const { schema, executor } = await gateway.load();
  const run = shortWay.before((request) => {
    apollos++;
    return executor(request);
  });
  execute = async (document, variables, operationName) => {
    const request = {
      request: { variables, operationName },
      document,
      queryHash: print(document),
      schema,
      context: { once: true },
      metrics: {},
    };
    return JSON.parse(JSON.stringify(await run(request as unknown as Request))) as unknown;
  };
});
afterAll(() => gateway.stop());

/** Asks twice: the gateway's own way, then the short one if there is one. */
const twice = async (query: string, variables: object = {}, operationName?: string) => {
  const document = parse(query);
  apollos = 0;
  const own = await execute(document, variables, operationName);
  expect(apollos).toBe(1);
  const again = await execute(document, variables, operationName);
  return { own, again, short: apollos === 1 };
};

test.each([
  '{ works { ... on Play { acts stage seats } ... on Poem { metre pages shelf { room } } } }',
  '{ works { __typename ... on Work { id } ...P } } fragment P on Play { more: acts acts stage }',
  '{ __typename plays { stage id } }',
  '{ a: plays { ...A ...B } } fragment A on Play { id } fragment B on Play { id stage kind: __typename }',
  '{ poem { metre ... { pages } } gone: poem(there: false) { pages } }',
  '{ staged { stage acts } printed { pages metre shelf { room } } works { ... on Work { id } } }',
  'query ($there: Boolean! = true) { poem(there: $there) { pages id } }',
])('the short way answers as the gateway does: %s', async (query) => {
  const { own, again, short } = await twice(query);
  expect(short).toBe(true);
  expect(again).toEqual(own);
  expect(JSON.stringify(again)).toBe(JSON.stringify(own));
  expect(own).not.toHaveProperty('errors');
});
test('one subgraph is asked once for all that can be asked at the same time', async () => {
  const query = '{ a: plays { id stage } works { ... on Play { seats } ... on Poem { pages } } poem { pages } }';
  const { own, again, short } = await twice(query);
  expect(short).toBe(true);
  expect(again).toEqual(own);
  asked.length = 0;
  await execute(parse(query), {});
  const stock = asked.splice(0).filter((name) => name === 'houses').length;
  await twice(query);
  expect([stock, asked.filter((name) => name === 'houses').length - stock]).toEqual([3, 1]);
});
test('variables of each request, not of the first', async () => {
  const document = parse('query ($there: Boolean!) { poem(there: $there) { id } }');
  const answer = (there: unknown) => execute(document, { there });
  expect(await answer(true)).toEqual({ data: { poem: { id: 'poem' } } });
  expect(await answer(false)).toEqual({ data: { poem: null } });
  expect(await answer(true)).toEqual({ data: { poem: { id: 'poem' } } });
  expect(await answer('perhaps')).toMatchObject({ errors: [{}] });
});
test('operations of one document are told apart', async () => {
  const document = parse('query A { poem { id } } query B { poem { pages } }');
  for (const _ of [1, 2]) {
    expect(await execute(document, {}, 'A')).toEqual({ data: { poem: { id: 'poem' } } });
    expect(await execute(document, {}, 'B')).toEqual({ data: { poem: { pages: 7 } } });
  }
});

test.each([
  ['an error of a subgraph', '{ broken(how: "badly") poem { id } }'],
  ['null where none may be', '{ plays { id } works { ... on Play { id } } missing: plays { seats acts } }'],
  ['introspection', '{ __type(name: "Play") { name } poem { id } }'],
  ['a condition', 'query ($yes: Boolean = false) { poem { id pages @include(if: $yes) } }'],
  ['a mutation', 'mutation { stage { acts seats } }'],
  ['a key that objects cannot have', '{ poem { __proto__: id } }'],
])('%s goes the gateway’s own way', async (_name, query) => {
  const { own, again, short } = await twice(query);
  expect(short).toBe(false);
  expect(again).toEqual(own);
});
