import { createServer, type RequestListener } from 'node:http';
import { createServer as createSocketServer, type AddressInfo, type Server } from 'node:net';
import { HeaderMap } from '@apollo/server';
import { Arg, Ctx, Directive, Field, FieldResolver, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { NotYetError, Rejection, type Kernel, type ReaderOf } from '@proficio/events';
import { compose } from '../graphql/compose.js';
import { openGateway, type Gateway } from '../graphql/gateway.js';
import type { Asking, Caller, Parts, ServiceContext } from '../graphql/parts.js';
import { subgraphOf } from '../graphql/subgraph.js';
import { openHost } from '../http/host.js';
import { authenticator } from '../identity/authenticate.js';
import { openLog } from '../telemetry/logger.js';
import { overHttp } from './over-http.js';
import { passesOf, passesTo } from './passing.js';
import { throughSubgraph } from './through-subgraph.js';

@ObjectType()
@Directive('@key(fields: "id")')
class Book {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  title!: string;
}
let burnt = 0;
@Resolver()
class Shelves {
  @Query(() => [Book])
  books() {
    return [{ id: 'b1', title: 'One' }];
  }
  @Query(() => String)
  whoami(@Ctx() { caller: { tenant, actor, role }, correlationId }: ServiceContext<Caller>) {
    return [tenant, actor, role, correlationId].join(' ');
  }
  @Query(() => String, { nullable: true })
  failing(@Arg('how', () => String) how: string) {
    throw how === 'knowingly' ? new Rejection('BOOK_LENT', [{ field: 'book', reason: 'is lent' }]) : new Error(how);
  }
  @Mutation(() => Number)
  burn() {
    return ++burnt;
  }
}
@ObjectType('Book')
@Directive('@key(fields: "id")')
class Lent {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { nullable: true })
  borrower!: string | null;
}
@Resolver(() => Lent)
class Loans {
  @FieldResolver(() => String, { nullable: true })
  borrower() {
    return 'bob';
  }
}
const shelves: Pick<Parts<Caller>, 'name' | 'resolvers' | 'references'> = {
  name: 'shelves',
  resolvers: [Shelves],
  references: { Book: ({ id }) => ({ id, title: 'One' }) },
};
const loans: typeof shelves = { name: 'loans', resolvers: [Loans], references: { Book: ({ id }) => ({ id }) } };

const WORDS = 'directive @access(roles: [Role!]!) on FIELD_DEFINITION | OBJECT enum Role { READER }';
const subgraphs = [shelves, loans].map((parts) => subgraphOf(parts, WORDS));
const SECRET = Buffer.alloc(32, 7);
const logged: string[] = [];
const log = openLog('info', { write: (line) => void logged.push(line) });
let waits = 0;
const contextFor = ({ caller, correlationId }: Asking<Caller>): ServiceContext<Caller> => ({
  caller,
  correlationId,
  kernel: {} as Kernel,
  read: undefined as unknown as ReaderOf,
  now: new Date(),
  newId: () => 'new',
  until: () => {
    waits++;
    return Promise.reject(new NotYetError('x'));
  },
});
const callerIn = async ({ tenant, sub, role }: Readonly<Record<string, unknown>>) => ({
  tenant: String(tenant),
  actor: String(sub),
  role: String(role),
});

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});
beforeEach(() => {
  logged.length = 0;
});

/** Hosts a subgraph as a process of its own does. */
const hosted = async (name: string, port = 0): Promise<{ readonly url: URL; readonly close: () => Promise<void> }> => {
  const subgraph = subgraphs.find((one) => one.name === name);
  if (!subgraph) throw new Error(name);
  const { url, close } = await openHost<Caller>({
    answer: throughSubgraph({ subgraph, contextFor, log }),
    authenticate: authenticator(passesOf(name, SECRET), callerIn),
    isReady: () => true,
    log,
    port,
  });
  closing.push(close);
  return { url: new URL(url), close };
};
/** A gateway to subgraphs at these places; each has half a second to answer. */
const gatewayTo = async (urls: { readonly shelves: URL; readonly loans: URL }): Promise<Gateway<Caller>> => {
  const sources = Object.entries(urls).map(([name, url]) => {
    const source = overHttp<Caller>({ name, url, pass: passesTo(name, SECRET), log, timeoutMs: 500 });
    closing.push(source.close);
    return [name, source] as const;
  });
  const gateway = await openGateway<Caller>({
    supergraph: compose(subgraphs),
    sources: Object.fromEntries(sources),
    admit: () => undefined,
    log,
  });
  closing.push(gateway.stop);
  return gateway;
};
const asking = (after?: bigint) => ({
  caller: { tenant: 'acme', actor: 'ada', role: 'READER' },
  correlationId: 'c-1',
  after,
});
const ask = async ({ execute }: Gateway<Caller>, query: string, after?: bigint) => {
  const { data, errors } = await execute({ query }, asking(after));
  const codes = errors?.map(({ extensions }) => extensions?.['code']);
  return JSON.parse(JSON.stringify({ data, codes }));
};
const ANYWHERE = new URL('http://localhost:1/graphql');

/** A server of any kind, at a port of its own. */
const listening = async (server: Server): Promise<URL> => {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return new URL(`http://localhost:${(server.address() as AddressInfo).port}/graphql`);
};
const answering = (answer: RequestListener) => listening(createServer(answer));

describe('subgraphs in processes of their own', () => {
  let gateway: Gateway<Caller>;
  beforeAll(async () => {
    gateway = await gatewayTo({ shelves: (await hosted('shelves')).url, loans: (await hosted('loans')).url });
  });

  test.each([1, 2])('are joined, the %d. time', async () =>
    expect(await ask(gateway, '{ books { title borrower } }')).toEqual({
      data: { books: [{ title: 'One', borrower: 'bob' }] },
    }),
  );
  test('learn who asks, and under which correlation id', async () =>
    expect(await ask(gateway, '{ whoami }')).toEqual({ data: { whoami: 'acme ada READER c-1' } }));
  test('wait for what the caller has written, and say where that takes too long', async () =>
    expect(await ask(gateway, '{ books { title } }', 7n)).toMatchObject({ codes: ['NOT_YET'] }));
  test('refuse by name', async () =>
    expect(await ask(gateway, '{ failing(how: "knowingly") }')).toEqual({
      data: { failing: null },
      codes: ['BOOK_LENT'],
    }));
  test('log what nobody expected where it happened, and mask it before it leaves', async () => {
    const { errors } = await gateway.execute({ query: '{ failing(how: "secret words") }' }, asking());
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: 'c-1' } }]);
    expect(JSON.stringify(errors)).not.toContain('secret');
    expect(logged.filter((line) => line.includes('secret words'))).toHaveLength(1);
  });
});

describe('a subgraph answers its gateway alone', () => {
  const caller = { tenant: 'acme', actor: 'ada', role: 'READER' };
  const statusFor = async (pass: string) => {
    const { url } = await hosted('loans');
    const headers = { authorization: `Bearer ${pass}`, 'content-type': 'application/json' };
    return (await fetch(url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' })).status;
  };
  test('with its own pass', async () => expect(await statusFor(await passesTo('loans', SECRET)(caller))).toBe(200));
  test('not with a pass to another', async () =>
    expect(await statusFor(await passesTo('shelves', SECRET)(caller))).toBe(401));
  test('not with one of another secret', async () =>
    expect(await statusFor(await passesTo('loans', Buffer.alloc(32, 8))(caller))).toBe(401));
  test('which for the gateway is a subgraph that does not answer', async () => {
    const { url } = await hosted('loans');
    const gateway = await gatewayTo({ shelves: url, loans: url });
    expect(await ask(gateway, '{ books { title } }')).toMatchObject({ codes: ['UNAVAILABLE'] });
  });
});

describe('a subgraph that does not answer', () => {
  test('is told of by name, and what else was asked is answered', async () => {
    const gateway = await gatewayTo({ shelves: (await hosted('shelves')).url, loans: ANYWHERE });
    const { data, errors } = await gateway.execute({ query: '{ books { title borrower } }' }, asking());
    expect(JSON.parse(JSON.stringify(data))).toEqual({ books: [{ title: 'One', borrower: null }] });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', subgraph: 'loans' } }]);
  });
  test('has so much time and no more; then the circuit spares others the wait', async () => {
    let taken = 0;
    const url = await listening(
      createSocketServer((socket) => {
        taken++;
        closing.push(() => socket.destroy());
      }),
    );
    const gateway = await gatewayTo({ shelves: url, loans: ANYWHERE });
    const together = await Promise.all(Array.from({ length: 6 }, () => ask(gateway, '{ books { title } }')));
    expect(together.map(({ codes }) => codes)).toEqual(together.map(() => ['UNAVAILABLE']));
    const before = taken;
    expect(await ask(gateway, '{ books { title } }')).toMatchObject({ codes: ['UNAVAILABLE'] });
    expect(taken).toBe(before);
  });
  test('but is back in time is asked again', async () => {
    const first = await hosted('shelves');
    const gateway = await gatewayTo({ shelves: first.url, loans: ANYWHERE });
    expect(await ask(gateway, '{ books { title } }')).toHaveProperty('data.books');
    await first.close();
    const asked = ask(gateway, '{ books { title } }');
    await hosted('shelves', Number(first.url.port));
    expect(await asked).toEqual({ data: { books: [{ title: 'One' }] } });
  });
  test('keeps a request waiting once, also one whose plan is known and asks it again and again', async () => {
    const { url, close } = await hosted('shelves');
    const gateway = await gatewayTo({ shelves: url, loans: ANYWHERE });
    const http = (after?: bigint) => {
      const headers = new HeaderMap([['content-type', 'application/json']]);
      const body = { query: '{ books { title } }' };
      return gateway.http({ method: 'POST', headers, search: '', body }, asking(after));
    };
    for (let n = 0; n < 2; n++) expect(JSON.stringify(await http())).toContain('One');
    const before = waits;
    expect(JSON.stringify(await http(7n))).toContain('NOT_YET');
    expect(waits).toBe(before + 1);
    await close();
    let asked = 0;
    const hung = createSocketServer((socket) => {
      socket.on('data', (chunk) => void (asked += String(chunk).split('POST ').length - 1));
      closing.push(() => socket.destroy());
    });
    await new Promise<void>((resolve) => hung.listen(Number(url.port), 'localhost', resolve));
    closing.push(() => new Promise((resolve) => hung.close(resolve)));
    const ways = [() => http(), () => gateway.execute({ query: '{ books { title } }' }, asking())];
    for (const [before, way] of ways.entries()) {
      expect(asked).toBe(before);
      expect(JSON.stringify(await way())).toContain('UNAVAILABLE');
    }
    expect(asked).toBe(ways.length);
    expect(logged.filter((line) => line.includes('a subgraph does not answer'))).toHaveLength(2);
  });
  test('is not sent a mutation twice', async () => {
    let sent = 0;
    const url = await answering(({ socket }) => {
      sent++;
      socket.destroy();
    });
    const gateway = await gatewayTo({ shelves: url, loans: ANYWHERE });
    expect(await ask(gateway, 'mutation { burn }')).toMatchObject({ codes: ['UNAVAILABLE'] });
    expect(sent).toBe(1);
    await ask(gateway, '{ books { title } }');
    expect(sent).toBeGreaterThan(2);
  });
  test.each(['<html>', '[]', '', '{}', '{"data":null}', '{"data":null,"errors":[]}'])(
    'with GraphQL but with %j',
    async (body) => {
      const gateway = await gatewayTo({ shelves: await answering((_, answer) => answer.end(body)), loans: ANYWHERE });
      expect(await ask(gateway, '{ books { title } }')).toMatchObject({ codes: ['UNAVAILABLE'] });
    },
  );
});
