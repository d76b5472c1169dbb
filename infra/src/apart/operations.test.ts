import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openHost } from '../http/host.js';
import { AwayError, OperationRefusedError } from '../http/operations.js';
import { authenticator } from '../identity/authenticate.js';
import { StorageError } from '../storage-error.js';
import { openLog } from '../telemetry/logger.js';
import { operatedApart, type OperatedApart, type ServiceApart } from './operations.js';
import { operatorPassesOf } from './operator-passing.js';
import { passesOf, passesTo } from './passing.js';

const SECRET = Buffer.alloc(32, 7);
const OPERATOR = { tenant: 'academy', actor: 'root', role: 'operator' };
const log = openLog('silent');
const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const hosted = async (service: string): Promise<URL> => {
  const host = await openHost({
    answer: async () => ({ status: 200, headers: [], body: '{}' }),
    authenticate: authenticator(passesOf(service, SECRET), async () => OPERATOR),
    operations: {
      verify: operatorPassesOf(service, SECRET),
      run: async (name, input) => {
        if (name === 'refuse') throw new OperationRefusedError('not that');
        if (name === 'store') throw new StorageError('the disk is full');
        if (name === 'break') throw new Error('secret words');
        return name === 'echo' ? { input } : undefined;
      },
    },
    isReady: () => true,
    log,
    port: 0,
  });
  closing.push(host.close);
  return new URL(host.url);
};
const operated = (url: URL, more: Partial<ServiceApart> = {}): OperatedApart => {
  const apart = operatedApart({ service: 'shelves', url, secret: SECRET, log, ...more });
  closing.push(apart.close);
  return apart;
};
/** Whatever it is that answers there. */
const listening = async (status: number | undefined, body = ''): Promise<URL> => {
  const server = createServer((_request, response) => {
    if (status !== undefined) response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://localhost:${(server.address() as AddressInfo).port}/graphql`);
};

test('a service does for its gateway what an operator asked for', async () => {
  const { run } = operated(await hosted('shelves'));
  expect(await run('echo', { a: 1 })).toEqual({ input: { a: 1 } });
  await expect(run('refuse', {})).rejects.toThrow(new OperationRefusedError('not that'));
  await expect(run('nothing', {})).rejects.toThrow(OperationRefusedError);
});
test('what broke there is told without its words', async () => {
  const error = await operated(await hosted('shelves'))
    .run('break', {})
    .catch((thrown: unknown) => thrown);
  expect(error).not.toBeInstanceOf(AwayError);
  expect(String(error)).toMatch(/^Error: shelves: something went wrong here \([0-9a-f-]{36}\)$/);
});
test.each([
  ['a pass to its graph', 'shelves', SECRET],
  ['a pass to another’s operations', 'loans/operations', SECRET],
  ['a pass by another secret', 'shelves/operations', Buffer.alloc(32, 8)],
])('%s does not open operations', async (_, audience, secret) => {
  const response = await fetch(new URL('/operations/echo', await hosted('shelves')), {
    method: 'POST',
    headers: { authorization: `Bearer ${await passesTo(audience, secret)(OPERATOR)}` },
  });
  expect(response.status).toBe(401);
});
test('and a pass to operations does not open the graph', async () => {
  const pass = await passesTo('shelves/operations', SECRET)(OPERATOR);
  const response = await fetch(await hosted('shelves'), { headers: { authorization: `Bearer ${pass}` } });
  expect(response.status).toBe(401);
});

describe('a service is away', () => {
  const away = expect.objectContaining({ name: 'AwayError', message: 'shelves does not answer now' });
  test('that nobody reaches', async () =>
    expect(operated(new URL('http://localhost:1/graphql')).run('echo', {})).rejects.toEqual(away));
  test('whose stores are', async () =>
    expect(operated(await hosted('shelves')).run('store', {})).rejects.toEqual(away));
  test('of which nothing is heard', async () =>
    expect(operated(await listening(undefined), { silentMs: 1000 }).run('echo', {})).rejects.toEqual(away));
  test.each([
    [404, '{"message":"Route POST:/operations/echo not found","statusCode":404}'],
    [200, '<html>'],
    [502, ''],
  ])('that answers %i %s', async (status, body) =>
    expect(operated(await listening(status, body)).run('echo', {})).rejects.toEqual(away),
  );
});
