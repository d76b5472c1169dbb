import { Agent, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { HTTPGraphQLRequest } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import type { Asking, Caller } from '../graphql/parts.js';
import { IdentityProviderError, UnauthenticatedError } from '../identity/verify.js';
import { StorageError } from '../storage-error.js';
import { openLog } from '../telemetry/logger.js';
import { openHost, type Host } from './host.js';
import { throughGateway } from './through-gateway.js';

const lines: string[] = [];
const asked: { readonly request: HTTPGraphQLRequest; readonly asking: Asking<Caller> }[] = [];
let ready = false;
let slow: Promise<void> | undefined;

const answer = async (sent: HTTPGraphQLRequest, asking: Asking<Caller>) => {
  asked.push({ request: sent, asking });
  await slow;
  if (asking.caller.actor === 'broken') throw new Error('secret words');
  return {
    headers: new HeaderMap([['content-type', 'application/json; charset=utf-8']]),
    body: { kind: 'complete' as const, string: '{"data":{}}' },
  };
};

const open = () =>
  openHost<Caller>({
    answer: throughGateway({ http: answer }),
    authenticate: async (header) => {
      if (header === 'Bearer later') throw new IdentityProviderError('no keys');
      if (header === 'Bearer stored') throw new StorageError('mongodb://secret@db cannot be reached.');
      if (!header) throw new UnauthenticatedError('who are you?');
      return { tenant: 't', actor: header.slice('Bearer '.length), role: 'READER' };
    },
    isReady: () => ready,
    log: openLog('info', { write: (line) => void lines.push(line) }),
    port: 0,
  });

let host: Host;
beforeAll(async () => {
  host = await open();
});
afterAll(() => host.close());
beforeEach(() => {
  lines.length = 0;
  asked.length = 0;
});

const post = (headers: Record<string, string> = {}, body = '{"query":"{ a }"}', to = host.url) =>
  fetch(to, {
    method: 'POST',
    body,
    headers: { authorization: 'Bearer ada', 'content-type': 'application/json', ...headers },
  });
const refused = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as { errors: { message: string; extensions: { code: string } }[] }).errors[0]?.extensions,
});

test('a request reaches the gateway with its caller, its correlation id and its position', async () => {
  const response = await post({ 'x-correlation-id': 'abc', 'x-proficio-after': '12', accept: 'application/json' });
  expect(response.headers.get('x-correlation-id')).toBe('abc');
  expect(await response.json()).toEqual({ data: {} });
  expect(asked[0]).toMatchObject({
    asking: { caller: { actor: 'ada' }, correlationId: 'abc', after: 12n },
    request: { method: 'POST', body: { query: '{ a }' }, search: '' },
  });
});
test('a correlation id is made where none, or a strange one, was given', async () => {
  await post();
  await post({ 'x-correlation-id': 'a b"c' });
  for (const { asking } of asked) expect(asking.correlationId).toMatch(/^[0-9a-f-]{36}$/);
});
test('a query may come by GET', async () => {
  await fetch(`${host.url}?query=%7Ba%7D`, { headers: { authorization: 'Bearer ada' } });
  expect(asked[0]?.request).toMatchObject({ method: 'GET', search: '?query=%7Ba%7D' });
});

test('nobody unknown is asked anything, and has no body read', async () => {
  const response = await post({ authorization: '' }, '{ not json');
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  expect(await refused(response)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  expect(asked).toEqual([]);
});
test('an identity provider that is out of reach is no fault of the caller', async () => {
  expect(await refused(await post({ authorization: 'Bearer later' }))).toMatchObject({
    status: 503,
    code: 'UNAVAILABLE',
  });
  expect(lines).toHaveLength(1);
});
test('where the caller cannot be looked up it says so, and no more', async () => {
  const response = await post({ authorization: 'Bearer stored' });
  const told = await response.text();
  expect([response.status, JSON.parse(told).errors[0].extensions.code]).toEqual([503, 'UNAVAILABLE']);
  expect(told).not.toContain('secret');
  expect(lines.join()).toContain('cannot be reached');
});
test.each(['', 'x', '-1', '1.5', '1'.repeat(21)])('position %p is none', async (position) => {
  expect(await refused(await post({ 'x-proficio-after': position }))).toMatchObject({
    status: 400,
    code: 'BAD_POSITION',
  });
});
test.each([
  [400, {}, '{ not json'],
  [400, {}, ''],
  [415, { 'content-type': 'text/plain' }, 'x'],
  [413, {}, JSON.stringify({ query: 'x'.repeat(9_000_000) })],
])('a bad body is %s', async (status, headers, body) => {
  expect(await refused(await post(headers, body))).toMatchObject({ status, code: 'BAD_REQUEST' });
  expect(lines).toEqual([]);
});
test('what nobody expected is masked, and logged under its id without the token', async () => {
  const response = await post({ authorization: 'Bearer broken', 'x-correlation-id': 'find-me' });
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(text).toContain('find-me');
  expect(text).not.toContain('secret');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { correlationId: 'find-me', err: { message: 'secret words' } },
  ]);
  expect(lines.join()).not.toContain('Bearer');
});
test('no CORS, and nothing else to find', async () => {
  const response = await fetch(host.url, { method: 'OPTIONS', headers: { origin: 'https://elsewhere.example' } });
  expect(response.status).toBe(404);
  expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('live at once, ready when the views are', async () => {
  const at = (path: string) => fetch(new URL(path, host.url)).then(({ status }) => status);
  expect(await at('/livez')).toBe(200);
  expect(await at('/readyz')).toBe(503);
  ready = true;
  expect(await at('/readyz')).toBe(200);
});
test('closing answers what was asked and takes nothing new', async () => {
  const other = await open();
  let finish = () => {};
  slow = new Promise((resolve) => (finish = resolve));
  const answered = post({}, undefined, other.url);
  while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const closed = other.close();
  finish();
  slow = undefined;
  expect((await answered).status).toBe(200);
  await closed;
  const gone = new Promise((resolve) => request(other.url).on('error', resolve).end());
  await expect(gone).resolves.toMatchObject({ code: 'ECONNREFUSED' });
});
test('closing waits for no connection that is kept alive by whoever was answered', async () => {
  const other = await open();
  let finish = () => {};
  slow = new Promise((resolve) => (finish = resolve));
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: 'Bearer ada', 'content-type': 'application/json' };
  const asking = request(other.url, { method: 'POST', agent, headers });
  const answered = new Promise<IncomingMessage>((resolve) => void asking.on('response', resolve));
  asking.end('{"query":"{ a }"}');
  while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const closed = other.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  finish();
  slow = undefined;
  const { statusCode } = (await answered).resume();
  expect(statusCode).toBe(200);
  const began = performance.now();
  await closed;
  // Connections that are kept alive are cut after ten.
  expect(performance.now() - began).toBeLessThan(8000);
});
test('whoever was about to ask when it closes is answered too', async () => {
  const other = await open();
  const { hostname, port } = new URL(other.url);
  const socket = connect(Number(port), hostname);
  const told = text(socket);
  const body = '{"query":"{ a }"}';
  socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ada\r\n');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const closed = other.close();
  socket.write(`content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  expect(await told).toMatch(/^HTTP\/1.1 200 OK[^]*\{"data":\{\}\}$/);
  await closed;
});
