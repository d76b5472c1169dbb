import { setTimeout as sleep } from 'node:timers/promises';
import { UnauthenticatedError } from '../identity/verify.js';
import { openLog } from '../telemetry/logger.js';
import { openHost, type Host } from './host.js';
import { OperationRefusedError } from './operations.js';

const lines: string[] = [];
let host: Host;
beforeAll(async () => {
  host = await openHost({
    answer: () => Promise.reject(new Error('not asked here')),
    authenticate: () => Promise.reject(new UnauthenticatedError('nobody')),
    operations: {
      verify: async (role) => {
        if (role === 'forged') throw new UnauthenticatedError('the token is not valid here');
        return { claims: { role }, expires: Date.now() + 1000 };
      },
      run: async (name, input) => {
        if (name === 'refuse') throw new OperationRefusedError('not that');
        if (name === 'break') throw new Error('secret words');
        if (name === 'work') return sleep(2500, { done: true });
        if (name === 'work in vain')
          return sleep(1500).then(() => Promise.reject(new OperationRefusedError('not that')));
        if (name === 'work and break') return sleep(1500).then(() => Promise.reject(new Error('other words')));
        return name === 'echo' ? { input } : undefined;
      },
    },
    isReady: () => true,
    log: openLog('info', { write: (line) => void lines.push(line) }),
    port: 0,
  });
});
afterAll(() => host.close());

const post = async (name: string, token: string | undefined = 'operator') => {
  const response = await fetch(new URL(`/operations/${name}`, host.url), {
    method: 'POST',
    body: '{"a":1}',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
  });
  return { status: response.status, body: await response.json() };
};

test.each(['operator', 'OPERATOR'])('an %s is answered', async (token) =>
  expect(await post('echo', token)).toEqual({ status: 200, body: { input: { a: 1 } } }),
);
test.each(['administrator', 'forged', ''])('%s is not', async (token) =>
  expect(await post('echo', token)).toMatchObject({
    status: 401,
    body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
  }),
);
test('an unknown name, and a refusal, in words', async () => {
  expect(await post('nothing')).toMatchObject({
    status: 400,
    body: { errors: [{ message: 'there is no operation nothing' }] },
  });
  expect(await post('refuse')).toMatchObject({ status: 400, body: { errors: [{ message: 'not that' }] } });
});
test('what nobody expected is masked, and logged', async () => {
  const { status, body } = await post('break');
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('secret');
  expect(lines.join('')).toContain('secret words');
});

test('what takes long is heard of at once and answered in the end, whether it is done or not', async () => {
  const began = performance.now();
  const response = await fetch(new URL('/operations/work', host.url), {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json', authorization: 'Bearer operator' },
  });
  expect(performance.now() - began).toBeLessThan(2400);
  const text = await response.text();
  expect([response.status, text.trim()]).toEqual([200, '{"done":true}']);
  expect(text).toMatch(/^ {2,}\{/);
  expect(await post('work in vain')).toMatchObject({
    status: 200,
    body: { errors: [{ message: 'not that', extensions: { code: 'REFUSED' } }] },
  });
  const { body } = await post('work and break');
  expect(body).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
  expect(lines.join('')).toContain('other words');
});
