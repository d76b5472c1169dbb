import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { Kernel, ReaderOf } from '@proficio/events';
import { openLog } from '../telemetry/logger.js';
import { compose } from './compose.js';
import { openGateway, type Gateway } from './gateway.js';
import { inProcess } from './in-process.js';
import type { Asking, Caller, ServiceContext } from './parts.js';
import { subgraphOf } from './subgraph.js';

@Resolver()
class Sums {
  @Query(() => Int, { nullable: true })
  sum(@Arg('a', () => Int) a: number, @Arg('b', () => Int, { defaultValue: 1 }) b: number) {
    if (a === 13) throw new Error('thirteen');
    return a + b;
  }
  @Query(() => String)
  whoami(@Ctx() { caller }: ServiceContext<Caller>) {
    return caller.actor;
  }
}
const WORDS = 'directive @access(roles: [Role!]!) on FIELD_DEFINITION | OBJECT enum Role { READER }';
const subgraph = subgraphOf({ name: 'sums', resolvers: [Sums], references: {} }, WORDS);
const contextFor = ({ caller, correlationId }: Asking<Caller>): ServiceContext<Caller> => ({
  caller,
  correlationId,
  kernel: {} as Kernel,
  read: undefined as unknown as ReaderOf,
  now: new Date(),
  newId: () => 'new',
  until: async () => undefined,
});

/** By which way each query came to the subgraph. */
const watched: string[] = [];
let gateway: Gateway<Caller>;
beforeAll(async () => {
  const source = inProcess(subgraph, contextFor);
  gateway = await openGateway<Caller>({
    supergraph: compose([subgraph]),
    sources: {
      sums: {
        process: (given) => {
          // A known query brings no document of the server's along.
          const { incomingRequestContext: from } = given as { readonly incomingRequestContext?: object };
          watched.push(from && 'document' in from ? 'server' : 'at once');
          return source.process(given as never);
        },
      },
    },
    admit: (_operation, { role }) => (role === 'READER' ? undefined : new GraphQLError(`not for ${role}`)),
    log: openLog('silent'),
  });
});
afterAll(() => gateway.stop());
beforeEach(() => {
  watched.length = 0;
});

const http = async (
  body: unknown,
  { actor = 'ada', role = 'READER', accept }: { actor?: string; role?: string; accept?: string } = {},
) => {
  const headers = new HeaderMap([
    ['content-type', 'application/json'],
    ...(accept ? [['accept', accept] as const] : []),
  ]);
  const asking = { caller: { tenant: 't', actor, role }, correlationId: 'c', after: undefined };
  const answer = await gateway.http({ method: 'POST', headers, search: '', body }, asking);
  const text = answer.body.kind === 'complete' ? answer.body.string : '';
  return { status: answer.status ?? 200, headers: [...answer.headers], text };
};
const SUM = 'query Sum($a: Int!, $b: Int) { sum(a: $a, b: $b) again: sum(a: $a) }';

test('a query that comes again is answered with the same bytes, each with its own variables and caller', async () => {
  const first = await http({ query: SUM, variables: { a: 1, b: 2 } });
  expect(await http({ query: SUM, variables: { a: 1, b: 2 } })).toEqual(first);
  expect((await http({ query: SUM, variables: { a: 5, b: null }, operationName: undefined })).text).toContain('errors');
  expect(JSON.parse((await http({ query: SUM, variables: { a: 5 } })).text)).toEqual({ data: { sum: 6, again: 6 } });
  const who = async (actor: string) => (await http({ query: '{ whoami }' }, { actor })).text;
  expect([await who('ada'), await who('bob')]).toEqual(['{"data":{"whoami":"ada"}}\n', '{"data":{"whoami":"bob"}}\n']);
  expect(watched.filter((way) => way === 'at once').length).toBeGreaterThanOrEqual(3);
});
test('whoever may not ask is refused, known or not', async () => {
  const query = '{ sum(a: 1, b: 7) }';
  const refused = await http({ query }, { role: 'STRANGER' });
  for (let n = 0; n < 2; n++) await http({ query });
  expect(await http({ query }, { role: 'STRANGER' })).toEqual(refused);
  expect(refused.text).toContain('not for STRANGER');
});
test.each([
  { variables: 'a' },
  { variables: [1] },
  { variables: { a: 'one' } },
  { variables: {} },
  { operationName: 'Other' },
  { operationName: 7 },
  { extensions: 'x' },
])('what is not plainly the known query is told the same as before it was known: %j', async (wrong) => {
  const query = `${SUM} # ${JSON.stringify(wrong)}`;
  const body = { query, variables: { a: 1 }, ...wrong };
  const before = await http(body);
  for (let n = 0; n < 2; n++) await http({ query, variables: { a: 1 } });
  expect(await http(body)).toEqual(before);
  expect(before.text).toContain('errors');
});
test('a client that wants another type gets that', async () => {
  const accept = 'application/graphql-response+json';
  const told = [];
  for (let n = 0; n < 3; n++) told.push(await http({ query: '{ sum(a: 2) }' }, { accept }));
  expect(told[2]).toEqual(told[0]);
  expect(JSON.stringify(told[0]?.headers)).toContain(accept);
});
test('what fails on the short way is asked once more, and told as the gateway tells it', async () => {
  const body = (a: number) => ({ query: 'query ($a: Int!) { sum(a: $a) }', variables: { a } });
  for (let n = 0; n < 3; n++) await http(body(1));
  watched.length = 0;
  expect(JSON.parse((await http(body(13))).text)).toMatchObject({
    data: { sum: null },
    errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: 'c' } }],
  });
  expect(watched).toEqual(['at once', 'server']);
});
