import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SERVICES } from '@proficio/academy';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { faultsOf } from './environment.js';

interface Service {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly networks: readonly string[];
  readonly secrets?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly secrets: object;
}

const TEXT = readFileSync(join(import.meta.dirname, '../../infra/compose.yaml'), 'utf8');
/** As Compose reads it, where each variable of the shell is set to `set`, or to what it is unless set. */
const read = (text: string): Compose =>
  parse(
    text.replace(/\$\{\w+(?::([-?])([^}]*))?\}/g, (_, how?: string, words?: string) =>
      how === '-' ? String(words) : 'http://set',
    ),
    { merge: true },
  );

/** The schema takes any text. */
const TIME = expect.stringMatching(/^\d+[sm]$/);
const compose = read(TEXT);
const { services } = compose;
const processes = [...SERVICES.map(({ name }) => name), 'gateway'];
const stores = ['kurrentdb', 'mongodb'];

describe('the specification of Compose', () => {
  const ajv = new Ajv({ strict: false, validateSchema: false });
  // A linter of Compose files brings the schema along.
  const linter = createRequire(import.meta.url).resolve('dclint/package.json');
  const isCompose = ajv.compile(JSON.parse(readFileSync(join(linter, '../schemas/compose.schema.json'), 'utf8')));

  test('is kept', () => {
    isCompose(compose);
    expect(isCompose.errors).toBeNull();
  });
  test.each([
    ['a word that it does not have', 'read_only:', 'readonly:'],
    ['a word where a list belongs', 'cap_drop: [ALL]', 'cap_drop: ALL'],
    ['a condition that it does not have', 'service_healthy', 'healthy'],
  ])('refuses %s', (_, right, wrong) => expect(isCompose(read(TEXT.replaceAll(right, wrong)))).toBe(false));
});

test('every process is there, on one image, beside the two stores', () => {
  expect(Object.keys(services).sort()).toEqual([...processes, ...stores].sort());
  expect(processes.map((name) => services[name]?.command)).toEqual(processes.map((name) => ['start', name]));
  expect(new Set(processes.map((name) => services[name]?.image)).size).toBe(1);
});
test.each(processes)('%s knows every variable that it is given, and lacks none', (name) =>
  expect(faultsOf(name, services[name]?.environment ?? {})).toEqual([]),
);
test('secrets are files, and every file is there', () => {
  for (const { environment, secrets = [] } of Object.values(services)) {
    const files = Object.entries(environment ?? {}).filter(([name]) => name.endsWith('_FILE'));
    expect(files.map(([, path]) => path).sort()).toEqual(secrets.map((name) => `/run/secrets/${name}`));
    expect(Object.keys(compose.secrets)).toEqual(expect.arrayContaining([...secrets]));
  }
});
test('whatever runs is restarted, bounded, asked how it is, and can gain nothing', () => {
  for (const service of Object.values(services))
    expect(service).toMatchObject({
      restart: 'unless-stopped',
      security_opt: ['no-new-privileges:true'],
      stop_grace_period: TIME,
      healthcheck: { test: expect.any(Array), interval: TIME, timeout: TIME, start_period: TIME },
      deploy: { resources: { limits: { cpus: expect.any(String), memory: expect.any(String) } } },
    });
  for (const name of processes) expect(services[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
});
test('nobody begins before those who are asked are healthy', () => {
  const waits = (name: string) =>
    Object.entries(services[name]?.depends_on ?? {}).map(([other, { condition }]) => [other, condition]);
  const healthy = (names: readonly string[]) => names.map((name) => [name, 'service_healthy']);
  for (const { name } of SERVICES) expect(waits(name)).toEqual(healthy(stores));
  expect(waits('gateway').sort()).toEqual(healthy(['mongodb', ...SERVICES.map(({ name }) => name)]).sort());
});
test('callers reach the gateway alone, and it does not reach the log', () => {
  const open = Object.keys(services).filter((name) =>
    services[name]?.networks.some((network) => !compose.networks[network]?.internal),
  );
  expect(open).toEqual(['gateway']);
  expect(Object.keys(services).filter((name) => services[name]?.ports)).toEqual(['gateway']);
  const meet = (a: string, b: string) =>
    services[a]?.networks.some((network) => services[b]?.networks.includes(network));
  expect([meet('gateway', 'kurrentdb'), meet('gateway', 'progress'), meet('progress', 'kurrentdb')]).toEqual([
    false,
    true,
    true,
  ]);
});
