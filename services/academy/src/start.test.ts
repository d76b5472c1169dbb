import { createServer as createHttpServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';

import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEVELOPMENT, FolderHeldError, openFolder, openLog, StorageError } from '@proficio/infra';
import { startAcademy, type AcademyOptions } from './start.js';

const dataFolder = mkdtempSync(join(tmpdir(), 'proficio-start-'));
afterAll(() => rmSync(dataFolder, { recursive: true }));
const start = (options: Partial<AcademyOptions> = {}) =>
  startAcademy({ dataFolder, log: openLog('silent'), environment: {}, ...options });
const ada = { iss: DEVELOPMENT.issuer, sub: 'ada', role: 'learner', tenant: 'academy' };
const portOf = (server: Server) => {
  const address = server.address();
  return typeof address === 'object' ? address?.port : undefined;
};
const isFree = () => openFolder(dataFolder).close();

test('without a port it is reached in process alone, as whom the claims name', async () => {
  const academy = await start();
  expect(academy.url).toBeUndefined();
  expect(await academy.execute('{ viewer { role tenant } }', {}, ada)).toMatchObject({
    data: { viewer: { role: 'LEARNER', tenant: 'academy' } },
  });
  expect(await academy.execute('{ learners { edges { cursor } } }', {}, ada)).toMatchObject({
    errors: [{ extensions: { code: 'FORBIDDEN' } }],
  });
  await expect(academy.execute('{ viewer { role } }', {}, { ...ada, tenant: 'No Tenant' })).rejects.toThrow('nobody');
  await academy.close();
  isFree();
});
test('a second start on the same folder says who holds it, and where it answers', async () => {
  const academy = await start({ port: 0 });
  await expect(start({ port: 0 })).rejects.toBeInstanceOf(FolderHeldError);
  await expect(start({ port: 0 })).rejects.toThrow(`process ${process.pid}`);
  await expect(start({ port: 0 })).rejects.toThrow(String(academy.url));
  await academy.close();
  isFree();
});
test('metrics are read at a port of their own, and never at that of callers', async () => {
  const free = createServer();
  await new Promise<void>((resolve) => void free.listen(0, 'localhost', resolve));
  const port = portOf(free);
  await new Promise((resolve) => free.close(resolve));
  const academy = await start({ port: 0, environment: { PROFICIO_METRICS_PORT: String(port) } });
  await academy.execute('query Who { viewer { role } }', {}, ada);
  await academy.execute('query Who { framework(key: "none") { key } }', {}, ada);
  const text = await (await fetch(`http://localhost:${port}/metrics`)).text();
  for (const outcome of ['data', 'errors'])
    expect(text).toMatch(
      new RegExp(`proficio_operation_seconds_count\\{operation="query \\w+",outcome="${outcome}"\\} 1`),
    );
  expect(text).toContain('proficio_projection_lag_events{projection="competency"} 0');
  expect((await fetch(new URL('/metrics', academy.url))).status).toBe(404);
  await academy.close();
  await expect(fetch(`http://localhost:${port}/metrics`)).rejects.toThrow();
  isFree();
});
test('traces are sent to a collector, whatever of them is left at the end', async () => {
  const sent: string[] = [];
  const collector = createHttpServer((request, response) => {
    request.on('data', (chunk) => sent.push(String(chunk))).on('end', () => response.end());
  });
  await new Promise<void>((resolve) => void collector.listen(0, 'localhost', resolve));
  const url = `http://localhost:${portOf(collector)}/v1/traces`;
  const academy = await start({ port: 0, environment: { PROFICIO_TRACES_URL: url } });
  const enrol = 'mutation Enrol { enrol(input: { framework: "none", path: "none" }) { __typename } }';
  await academy.execute(enrol, {}, ada);
  await academy.execute(
    'mutation Register { registerLearner(input: { issuer: "i", subject: "s" }) { __typename } }',
    {},
    {
      ...ada,
      role: 'administrator',
    },
  );
  await academy.close();
  collector.close();
  const told = sent.join('');
  for (const name of ['proficio-academy', 'Enrol', 'mutation registerLearner', 'append learner'])
    expect(told).toContain(JSON.stringify(name));
  isFree();
});
test('what is in the way of starting leaves nothing open', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => void taken.listen(0, 'localhost', resolve));
  const port = portOf(taken);
  await expect(start({ port })).rejects.toThrow(`PORT must be free, and port ${port} of localhost is taken`);
  isFree();
  await expect(start({ environment: { PROFICIO_METRICS_PORT: String(port) }, port: 0 })).rejects.toThrow(
    'PROFICIO_METRICS_PORT must be free',
  );
  isFree();
  taken.close();
  await expect(start({ port: 0, host: '192.0.2.1' })).rejects.toThrow(
    'HOST must be an address of this machine, and 192.0.2.1 is not',
  );
  isFree();
  await expect(start({ environment: { PROFICIO_ISSUER: 'https://login.example' } })).rejects.toThrow(
    'PROFICIO_AUDIENCE',
  );
  isFree();
});
test('a disk that fails is told to whoever started the academy, and to the client in no detail', async () => {
  const academy = await start();
  await academy.ready;
  const failing = async () => Promise.reject(new StorageError('/data/views.db cannot grow: the disk is full.'));
  Object.defineProperty(academy.folder.views, 'live', { value: failing });
  const answer = await academy.execute('{ frameworks { edges { cursor } } }', {}, ada);
  expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
  expect(JSON.stringify(answer)).not.toContain('/data');
  await expect(academy.outage).rejects.toThrow('the disk is full');
  await academy.close();
});
