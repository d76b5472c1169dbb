import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '@proficio/infra';
import { GatewaySettings, ServiceSettings, settingsIn } from './settings.js';

const folder = mkdtempSync(join(tmpdir(), 'proficio-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SECRET = 's'.repeat(32);
const shared = { PROFICIO_GATEWAY_SECRET: SECRET, PROFICIO_MONGO_URL: 'mongodb://localhost' };
const service = { ...shared, PROFICIO_KURRENT_URL: 'kurrentdb://localhost:2113?tls=false' };
const places = Object.fromEntries(
  ['CURRICULUM', 'ASSESSMENT', 'PROGRESS', 'COMPETENCY'].map((name) => [`PROFICIO_${name}_URL`, 'http://x/graphql']),
);
const gateway = { ...shared, ...places };

const faultsOf = (settings: typeof ServiceSettings | typeof GatewaySettings, environment: Record<string, string>) => {
  try {
    settingsIn(settings, environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
};

test('what is not set has a default where it can', () => {
  expect(settingsIn(ServiceSettings, service)).toMatchObject({
    PROFICIO_MONGO_DATABASE: 'proficio',
    PROFICIO_AFTER_MS: 5000,
    PROFICIO_GATEWAY_SECRET: Buffer.from(SECRET),
  });
  expect(settingsIn(GatewaySettings, gateway)).toMatchObject({ PROFICIO_SUBGRAPH_TIMEOUT_MS: 8000 });
});
test('everything that is missing is told at once, by name', () => {
  expect(faultsOf(ServiceSettings, {})).toEqual([
    'PROFICIO_GATEWAY_SECRET is needed',
    'PROFICIO_MONGO_URL is needed',
    'PROFICIO_KURRENT_URL is needed',
  ]);
  expect(faultsOf(GatewaySettings, shared)).toEqual(Object.keys(places).map((name) => `${name} is needed`));
});
test.each([
  ['PROFICIO_GATEWAY_SECRET', 'short'],
  ['PROFICIO_MONGO_URL', 'localhost:27017'],
  ['PROFICIO_MONGO_URL', 'http://localhost'],
  ['PROFICIO_MONGO_DATABASE', 'a b'],
  ['PROFICIO_KURRENT_URL', 'mongodb://localhost'],
  ['PROFICIO_AFTER_MS', '-1'],
  ['PROFICIO_AFTER_MS', '5s'],
  ['PROFICIO_AFTER_MS', '60001'],
  ['PROFICIO_READY_LAG_MS', 'soon'],
  ['PROFICIO_METRICS_PORT', '65536'],
  ['PROFICIO_METRICS_PORT', ':9464'],
  ['PROFICIO_TRACES_URL', 'collector:4318'],
])('%s cannot be %j', (name, value) =>
  expect(faultsOf(ServiceSettings, { ...service, [name]: value })).toEqual([expect.stringContaining(`${name} must `)]),
);
test.each([
  ['PROFICIO_CURRICULUM_URL', 'curriculum:4000'],
  ['PROFICIO_COMPETENCY_URL', 'ftp://competency'],
  ['PROFICIO_SUBGRAPH_TIMEOUT_MS', '99'],
])('%s cannot be %j', (name, value) =>
  expect(faultsOf(GatewaySettings, { ...gateway, [name]: value })).toEqual([expect.stringContaining(`${name} must `)]),
);
test('no value is told again: it may be a secret', () =>
  expect(faultsOf(ServiceSettings, { ...service, PROFICIO_GATEWAY_SECRET: 'hunter2' }).join()).not.toContain(
    'hunter2',
  ));

describe('a secret in a file', () => {
  const { PROFICIO_GATEWAY_SECRET: _, ...rest } = service;
  test('is read, without the end of its line', () => {
    const file = join(folder, 'secret');
    writeFileSync(file, `${SECRET}\n`);
    expect(settingsIn(ServiceSettings, { ...rest, PROFICIO_GATEWAY_SECRET_FILE: file })).toMatchObject({
      PROFICIO_GATEWAY_SECRET: Buffer.from(SECRET),
    });
    expect(faultsOf(ServiceSettings, { ...service, PROFICIO_GATEWAY_SECRET_FILE: file })).toEqual([
      'PROFICIO_GATEWAY_SECRET and PROFICIO_GATEWAY_SECRET_FILE are both set: one must go',
    ]);
  });
  test('that cannot be read is told, once', () =>
    expect(faultsOf(ServiceSettings, { ...rest, PROFICIO_GATEWAY_SECRET_FILE: join(folder, 'none') })).toEqual([
      expect.stringContaining('PROFICIO_GATEWAY_SECRET_FILE cannot be read'),
    ]));
});
