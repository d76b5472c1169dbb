import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditServer, type AuditResult } from 'graphql-http';
import { getIntrospectionQuery } from 'graphql';
import { startAcademy, type Academy } from '@proficio/academy';
import { mintToken, openLog } from '@proficio/infra';
import { operation } from '@proficio/schema';

const folder = mkdtempSync(join(tmpdir(), 'proficio-gateway-'));
const lines: string[] = [];
let academy: Academy;
let url: string;
beforeAll(async () => {
  const log = openLog('info', { write: (line) => void lines.push(line) });
  academy = await startAcademy({ dataFolder: folder, port: 0, log, environment: {} });
  await academy.ready;
  url = academy.url ?? '';
});
afterAll(async () => {
  await academy.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: { readonly code: string; readonly [more: string]: unknown };
  }[];
}
const tokenOf = (role: string, tenant = 'academy', lifetime: string | number = '1h') =>
  mintToken(folder, { subject: 'ada', role, tenant, lifetime });
const authorized = async (role: string) => ({ authorization: `Bearer ${await tokenOf(role)}` });
const sent = async (body: string, headers: Record<string, string>): Promise<Answer> => {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, ...((await response.json()) as object) };
};
const post = (body: unknown, headers: Record<string, string>) => sent(JSON.stringify(body), headers);
const ask = async (
  query: string,
  {
    role = 'administrator',
    headers = {},
    variables = {},
  }: { role?: string; headers?: Record<string, string>; variables?: object } = {},
) => post({ query, variables }, { ...(await authorized(role)), ...headers });
const refused = (status: number, code: string) => ({ status, errors: [{ extensions: { code } }] });
const names = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');

describe('who asks', () => {
  test('a caller learns who they are', async () =>
    expect(await ask('{ viewer { tenant role learner { id } } }', { role: 'learner' })).toMatchObject({
      status: 200,
      data: {
        viewer: { tenant: 'academy', role: 'LEARNER', learner: { id: expect.stringMatching(/^[0-9a-f]{32}$/) } },
      },
    }));
  const bad: Readonly<Record<string, () => Promise<string>>> = {
    'no token': async () => '',
    'not a token': async () => 'Bearer abc',
    'an expired token': async () => `Bearer ${await tokenOf('learner', 'academy', -60)}`,
    'a token of another server': async () => {
      const other = mkdtempSync(join(tmpdir(), 'proficio-other-'));
      const token = await mintToken(other, { subject: 'ada', role: 'learner', tenant: 'academy' });
      rmSync(other, { recursive: true });
      return `Bearer ${token}`;
    },
    'a role we do not have': async () => `Bearer ${await tokenOf('king')}`,
    'a tenant in capitals': async () => `Bearer ${await tokenOf('learner', 'Academy')}`,
    'a tenant with a line': async () => `Bearer ${await tokenOf('learner', 'a_b')}`,
    'a tenant too long': async () => `Bearer ${await tokenOf('learner', 'a'.repeat(65))}`,
    'no tenant': async () => `Bearer ${await tokenOf('learner', '')}`,
  };
  test.each(Object.keys(bad))('%s is 401', async (name) => {
    const authorization = (await bad[name]?.()) ?? '';
    expect(await post({ query: '{ __typename }' }, { authorization })).toMatchObject(refused(401, 'UNAUTHENTICATED'));
  });
  test('a role may be written in any case', async () =>
    expect(await ask('{ viewer { role } }', { role: 'CuRaToR' })).toMatchObject({
      data: { viewer: { role: 'CURATOR' } },
    }));
});

describe('what may be asked', () => {
  test('a field that the role may not see is named', async () =>
    expect(await ask('{ learners { edges { node { id } } } }', { role: 'learner' })).toMatchObject({
      status: 403,
      errors: [{ extensions: { code: 'FORBIDDEN', coordinate: 'Query.learners' } }],
    }));
  test('the profile query and introspection pass the limits', async () => {
    const { errors } = await ask(operation('profile'), { variables: { learner: 'nobody' } });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect((await ask(getIntrospectionQuery())).errors).toBeUndefined();
  });
  test.each([
    ['a thousand aliases', `{ ${names(1000, (n) => `a${n}: __typename`)} }`],
    ['a thousand fields', `{ ${names(1001, () => '__typename')} }`],
    ['depth', `{ viewer ${'{ a '.repeat(20)} ${'}'.repeat(20)} }`],
    ['depth beyond any stack', `{ viewer ${'{ a '.repeat(12_000)} ${'}'.repeat(12_000)} }`],
    ['lists within lists', `{ framework(key: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { key } }`],
    ['objects within objects', `{ framework(key: ${'{a:'.repeat(12_000)}1${'}'.repeat(12_000)}) { key } }`],
    ['types within types', `query ($a: ${'['.repeat(20_000)}Int${']'.repeat(20_000)}) { viewer { role } }`],
    ['fields of what is not run', `{ viewer { role } } fragment F on Query { ${names(20_000, () => 'a')} }`],
    [
      'fragments of what is not run',
      `{ viewer { role } } ${names(400, (n) => `fragment F${n} on Query { ${names(5, () => `...F${n + 1}`)} }`)}`,
    ],
    ['length', `{ __typename # ${'x'.repeat(60_000)}\n }`],
    [
      'pages within pages',
      '{ learners(first: 100) { edges { node { enrolments(first: 100) { edges { node { id status startedAt } } } } } } }',
    ],
    [
      'fragments that double',
      `{ ...F0 } ${names(40, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F40 on Query { __typename }`,
    ],
  ])('%s is refused at once', async (_name, query) => {
    const from = performance.now();
    expect(await ask(query)).toMatchObject(refused(400, 'GRAPHQL_LIMIT'));
    expect(performance.now() - from).toBeLessThan(2000);
  });
  test('a subscription is told that none are served', async () =>
    expect(await ask('subscription { a }')).toMatchObject(refused(400, 'SUBSCRIPTIONS_NOT_SERVED')));
  test.each([
    ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
  ])('%s within each other do no harm as variables or in their place', async (_name, deep) => {
    const item = '"query":"query ($key: ID!) { item(key: $key) { key } }","variables":';
    const define =
      '"query":"mutation ($input: DefineItemInput!) { defineItem(input: $input) { __typename } }","variables":';
    const input = `{"key":"k","title":"T","bindings":[],"question":{"kind":"GRADED","accepted":${deep}}}`;
    const bodies: readonly (readonly [string, string])[] = [
      [`{${item}{"key":${deep}}}`, 'BAD_USER_INPUT'],
      [`{${item}{"key":"none","other":${deep}}}`, 'NOT_FOUND'],
      [`{${define}{"input":${deep}}}`, 'BAD_USER_INPUT'],
      [`{${define}{"input":${input}}}`, 'BAD_USER_INPUT'],
      [`{"query":${deep}}`, 'BAD_REQUEST'],
      [deep, 'BAD_REQUEST'],
    ];
    for (const [body, code] of bodies) {
      const { errors } = await sent(body, await authorized('administrator'));
      expect([...new Set(errors?.map(({ extensions }) => extensions.code))]).toEqual([code]);
    }
  });
  test('a batch of operations is refused', async () =>
    expect((await post([{ query: '{ __typename }' }], await authorized('learner'))).status).toBe(400));
  test.each([
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ nothing', 'GRAPHQL_PARSE_FAILED'],
    ['query ($id: ID!) { learner(id: $id) { id } }', 'BAD_USER_INPUT'],
    ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
    ['{ frameworks(after: "x") { edges { cursor } } }', 'BAD_CURSOR'],
    ['{ frameworks(first: 1000) { edges { cursor } } }', 'BAD_INPUT'],
    ['{ framework(key: "none") { key } }', 'NOT_FOUND'],
  ])('%s is %s', async (query, code) => expect(await ask(query)).toMatchObject({ errors: [{ extensions: { code } }] }));
});

const register = async (subject: string) => {
  const query =
    'mutation ($input: RegisterLearnerInput!) { registerLearner(input: $input) { ... on LearnerPayload { position learner { id } } } }';
  const { data } = await ask(query, { variables: { input: { issuer: 'https://login.example', subject } } });
  return (data as { registerLearner: { position: string; learner: { id: string } } }).registerLearner;
};

describe('reading back what was written', () => {
  test('at once', async () => {
    const { position, learner } = await register('reader');
    const query = `{ learner(id: "${learner.id}") { id } }`;
    expect(await ask(query, { headers: { 'x-proficio-after': position } })).toMatchObject({ data: { learner } });
  });
  test('a position beyond the log is told at once', async () =>
    expect(
      await ask('{ frameworks { edges { cursor } } }', { headers: { 'x-proficio-after': '999999999' } }),
    ).toMatchObject({
      errors: [{ extensions: { code: 'BAD_POSITION' } }],
    }));
  test('what is no position', async () => {
    expect(await ask('{ __typename }', { headers: { 'x-proficio-after': 'soon' } })).toMatchObject(
      refused(400, 'BAD_POSITION'),
    );
    const { position, learner } = await register('somebody');
    const variables = { learner: learner.id, after: 'soon' };
    expect(await ask(operation('profile'), { variables, headers: { 'x-proficio-after': position } })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_POSITION' } }],
    });
  });
});

describe('health', () => {
  test('live and ready', async () => {
    for (const path of ['/livez', '/readyz']) expect((await fetch(new URL(path, url))).status).toBe(200);
  });
});

/**
 * Recommendations, not requirements: documents that do not parse or validate, and variables that do not fit, should be
 * answered with 200 to clients that accept application/json only. Apollo Server answers 400, which such clients show.
 */
const APOLLO_ANSWERS_400 = ['572B warn', 'FDE2 warn', '7B9B warn'];

describe('GraphQL over HTTP', () => {
  test('the audits of graphql-http', async () => {
    const authorization = `Bearer ${await tokenOf('learner')}`;
    const fetchFn = (to: string, options: RequestInit = {}) =>
      fetch(to, { ...options, headers: { ...(options.headers as Record<string, string>), authorization } });
    const results = await auditServer({ url, fetchFn });
    const failed = results.filter((result): result is Exclude<AuditResult, { status: 'ok' }> => result.status !== 'ok');
    expect(failed.map(({ id, status }) => `${id} ${status}`)).toEqual(APOLLO_ANSWERS_400);
    expect(results).toHaveLength(61);
  });
});

describe('what nobody expected', () => {
  test('is masked, and its id finds the log line', async () => {
    const broken = async () => Promise.reject(new Error('secret words of a driver'));
    Object.defineProperty(academy.folder.views, 'live', { value: broken });
    lines.length = 0;
    const { errors } = await ask('{ frameworks { edges { cursor } } }', { headers: { 'x-correlation-id': 'find-me' } });
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('find-me'),
        extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: 'find-me' },
      },
    ]);
    expect(JSON.stringify(errors)).not.toMatch(/secret|stack/);
    const logged = lines.map((line) => JSON.parse(line) as { correlationId?: string; err?: { message: string } });
    expect(logged.find(({ correlationId }) => correlationId === 'find-me')?.err?.message).toBe(
      'secret words of a driver',
    );
    expect(lines.join('')).not.toContain('Bearer');
  });
});
