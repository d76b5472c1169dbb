import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '@proficio/infra';
import type { z } from 'zod';
import { SECRETS, Settings } from './fields.js';
import { AcademySettings, CopySettings, FolderSettings, GatewaySettings, ServiceSettings } from './processes.js';
import { handOn, providerIn, settingsIn, type Environment } from './settings.js';
import { shownIn } from './shown.js';

const folder = mkdtempSync(join(tmpdir(), 'proficio-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const fileOf = (content: unknown, end = 'json'): string => {
  const path = join(folder, `${++files}.${end}`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const SECRET = 's'.repeat(32);
/** What is needed somewhere. */
const GOOD = {
  PROFICIO_GATEWAY_SECRET: SECRET,
  PROFICIO_MONGO_URL: 'mongodb://one:27017,two:27017/?replicaSet=rs',
  PROFICIO_KURRENT_URL: 'kurrentdb://one:2113,two:2113?tls=false',
  PROFICIO_CURRICULUM_URL: 'http://x/graphql',
  PROFICIO_ASSESSMENT_URL: 'http://x/graphql',
  PROFICIO_PROGRESS_URL: 'https://x/graphql',
  PROFICIO_COMPETENCY_URL: 'http://x/graphql',
};
const without = (environment: Environment, name: string): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([other]) => other !== name));

/**
 * Values that cannot be, of every setting that there is: the compiler misses a new one, and so does the first test. In
 * every one of a secret stands `hunter2`.
 */
const BAD: Readonly<Record<keyof typeof Settings.shape, readonly string[]>> = {
  PORT: ['http', '-1', '65536', '4000.5', '0x10'],
  HOST: ['no host', 'http://host'],
  LOG_LEVEL: ['loud'],
  PROFICIO_DATA: [' ', 'data '],
  PROFICIO_SAMPLE: ['no', 'offline'],
  PROFICIO_MIN_GROUP: ['0', '-1', '2.5', 'five', '1e2', '1001'],
  PROFICIO_ISSUER: [' '],
  PROFICIO_AUDIENCE: [' '],
  PROFICIO_JWKS_URL: ['login.example/hunter2', 'file:///hunter2'],
  PROFICIO_METRICS_PORT: ['65536', ':9464'],
  PROFICIO_TRACES_URL: ['collector:4318/?hunter2', 'http://u:hunter2@one:99999'],
  PROFICIO_READY_LAG_MS: ['soon', '600001'],
  PROFICIO_AFTER_MS: ['-1', '5s', '60001'],
  PROFICIO_PARTITIONS: [
    'east',
    'east=academy',
    'east=academy/data/1',
    'East=academy/data',
    'all=academy/data',
    'rest=academy/data',
    'east=Academy/data',
    'east=academy/Data',
    'east=academy/data,academy/data',
    'east=academy/data;west=academy/data',
    'east=academy/data;east=academy/law',
    'east=academy/data;',
    'east=academy/data,',
    `${'e'.repeat(41)}=academy/data`,
  ],
  PROFICIO_RUNS: ['East', 'east,', 'east west', ','],
  PROFICIO_GATEWAY_SECRET: ['hunter2', 'hunter2'.repeat(4), `hunter2${' '.repeat(40)}`],
  PROFICIO_MONGO_URL: [
    'hunter2:27017',
    'http://u:hunter2@localhost',
    'mongodb://?hunter2',
    'mongodb:// hunter2',
    'mongodb://u:p@hunter2@one',
    'mongodb://u:p?hunter2@one',
    'mongodb://u:1?hunter2@one',
    'mongodb://u:hunter2@one:99999',
    'mongodb://u:hunter2@one:x',
    'mongodb://u:hunter2@one/?tls=true&tls=false',
    'mongodb://one/?hunter2=1',
    'mongodb://one/?compressors=hunter2',
    'mongodb://one/?authSource=hunter2@x',
  ],
  PROFICIO_MONGO_DATABASE: ['a b', 'a'.repeat(41), 'a.b'],
  PROFICIO_KURRENT_URL: [
    'mongodb://u:hunter2@localhost',
    'kurrentdb://?hunter2',
    'kurrentdb://u:hunter2@one?nodePreference=follower',
    'kurrentdb://u:p?hunter2@one',
    'kurrentdb://u:1?hunter2@one',
    'kurrentdb://u:hunter2@one:x',
    'kurrentdb://u:hunter2@one:99999',
    'kurrentdb://u:p@hunter2@one',
    'kurrentdb://one?hunter2=1',
    'kurrentdb://one?tls=hunter2',
  ],
  PROFICIO_CURRICULUM_URL: ['curriculum:4000/hunter2', 'http://curriculum:4000/?hunter2'],
  PROFICIO_ASSESSMENT_URL: ['/hunter2', 'http://u:hunter2@assessment'],
  PROFICIO_PROGRESS_URL: ['kurrentdb://u:hunter2@progress'],
  PROFICIO_COMPETENCY_URL: ['ftp://u:hunter2@competency'],
  PROFICIO_SUBGRAPH_TIMEOUT_MS: ['99', '120001', ''.padEnd(7, '1')],
};
const PROCESSES: Readonly<Record<string, z.ZodObject>> = {
  academy: AcademySettings,
  service: ServiceSettings,
  gateway: GatewaySettings,
  'command on a folder': FolderSettings,
  copy: CopySettings,
};
const PROVIDER = { PROFICIO_ISSUER: 'i', PROFICIO_AUDIENCE: 'a', PROFICIO_JWKS_URL: 'https://x/keys' };

const faultsOf = (schema: z.ZodObject, environment: Environment, line: Environment = {}): readonly string[] => {
  try {
    settingsIn(schema, environment, line);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
};

test('every setting has values here that cannot be, and is of some process', () => {
  expect(Object.keys(BAD)).toEqual(Object.keys(Settings.shape));
  const isSecret = new Map(Object.entries(Settings.shape).map(([name, field]) => [name, SECRETS.has(field)]));
  for (const [name, values] of Object.entries(BAD))
    if (isSecret.get(name)) for (const value of values) expect([name, value.includes('hunter2')]).toEqual([name, true]);
  const named = Object.values(PROCESSES).flatMap((schema) => Object.keys(schema.shape));
  expect(new Set(named)).toEqual(new Set(Object.keys(Settings.shape)));
});

describe.each(Object.entries(PROCESSES))('of %s', (_, schema) => {
  const names = Object.keys(schema.shape);
  const needed = names.filter((name) => name in GOOD);
  const told = { ...GOOD, ...PROVIDER };

  test('what is needed is enough, and is told at once, by name, where it is missing', () => {
    expect(faultsOf(schema, GOOD)).toEqual([]);
    expect(faultsOf(schema, {})).toEqual(needed.map((name) => `${name} is needed`));
    for (const name of needed) expect(faultsOf(schema, without(GOOD, name))).toEqual([`${name} is needed`]);
  });

  test.each(
    Object.entries(BAD).flatMap(([name, values]) =>
      name in schema.shape ? values.map((value) => [name, value] as const) : [],
    ),
  )('%s cannot be %j', (name, value) => {
    const fault = expect.stringMatching(new RegExp(`^${name} (must|is refused)`));
    expect(faultsOf(schema, { ...told, [name]: value })).toEqual([fault]);
    expect(faultsOf(schema, told, { [name]: value })).toEqual([fault]);
    const file = fileOf({ [name]: value });
    const inFile = faultsOf(schema, { ...without(told, name), PROFICIO_CONFIG: file });
    expect(inFile).toEqual([fault]);
    expect(inFile[0]?.endsWith(` (${file})`)).toBe(true);
    expect(inFile.join()).not.toContain('hunter2');
  });

  test('everything that is wrong is told in one message, without a word of what was said', () => {
    const wrong = Object.fromEntries(Object.entries(BAD).map(([name, [value]]) => [name, value]));
    const faults = faultsOf(schema, { ...wrong, PROFICIO_PROT: '1', PROFICIO_CONFIG: fileOf({ PROT: 1 }) });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['PROT', 'PROFICIO_PROT', ...names]);
    expect(faults.join()).not.toContain('hunter2');
  });
});

test('what nobody tells has a value where it can', () => {
  expect(settingsIn(ServiceSettings, GOOD)).toEqual({
    HOST: 'localhost',
    PORT: 4000,
    PROFICIO_AFTER_MS: 5000,
    PROFICIO_GATEWAY_SECRET: Buffer.from(SECRET),
    PROFICIO_KURRENT_URL: GOOD.PROFICIO_KURRENT_URL,
    PROFICIO_MIN_GROUP: 5,
    PROFICIO_MONGO_DATABASE: 'proficio',
    PROFICIO_MONGO_URL: GOOD.PROFICIO_MONGO_URL,
    PROFICIO_READY_LAG_MS: 10_000,
  });
  expect(settingsIn(AcademySettings, { PORT: '', PROFICIO_SAMPLE: 'OFF' })).toMatchObject({
    PORT: 4000,
    PROFICIO_DATA: './.proficio',
    PROFICIO_SAMPLE: 'off',
  });
});

test('an identity provider is told whole or not at all', () => {
  for (const name of Object.keys(PROVIDER))
    expect(faultsOf(AcademySettings, without(PROVIDER, name))).toEqual([`an identity provider needs ${name} too`]);
  expect(faultsOf(GatewaySettings, { ...GOOD, PROFICIO_ISSUER: 'i' })).toEqual([
    'an identity provider needs PROFICIO_AUDIENCE, PROFICIO_JWKS_URL too',
  ]);
  expect(faultsOf(ServiceSettings, { ...GOOD, PROFICIO_ISSUER: 'i' })).toEqual([]);
  expect(providerIn(settingsIn(AcademySettings, PROVIDER))).toEqual({
    issuer: 'i',
    audience: 'a',
    jwks: new URL('https://x/keys'),
  });
  expect(providerIn(settingsIn(AcademySettings, {}))).toBeUndefined();
});

test('a service has more time to answer than a reader of its own writes waits, defaults included', () => {
  const shorter = ['PROFICIO_SUBGRAPH_TIMEOUT_MS must be more than PROFICIO_AFTER_MS'];
  const faults = (more: Environment) => faultsOf(GatewaySettings, { ...GOOD, ...more });
  expect(faults({ PROFICIO_SUBGRAPH_TIMEOUT_MS: '5000' })).toEqual(shorter);
  expect(faults({ PROFICIO_SUBGRAPH_TIMEOUT_MS: '5001' })).toEqual([]);
  expect(faults({ PROFICIO_AFTER_MS: '8000' })).toEqual(shorter);
  expect(faults({ PROFICIO_AFTER_MS: '2000', PROFICIO_SUBGRAPH_TIMEOUT_MS: '3000' })).toEqual([]);
  expect(faults({ PORT: 'x', PROFICIO_AFTER_MS: '8000' })).toHaveLength(2);
  expect(faultsOf(ServiceSettings, { ...GOOD, PROFICIO_AFTER_MS: '8000' })).toEqual([]);
});

describe('partitions', () => {
  const settings = (more: Environment) => settingsIn(ServiceSettings, { ...GOOD, ...more });
  const PARTITIONS = 'east=academy/data, academy/law;\n west = acme/data';
  test('are read by their names', () =>
    expect(settings({ PROFICIO_PARTITIONS: PARTITIONS, PROFICIO_RUNS: 'west, rest' })).toMatchObject({
      PROFICIO_PARTITIONS: new Map([
        ['east', ['academy/data', 'academy/law']],
        ['west', ['acme/data']],
      ]),
      PROFICIO_RUNS: ['west', 'rest'],
    }));
  test('are told all that is wrong with them', () => {
    const wrong = 'all=acme/data;east=acme/data,acme;east=acme/law,acme/law;=acme/art';
    expect(faultsOf(AcademySettings, { PROFICIO_PARTITIONS: wrong })).toEqual([
      'PROFICIO_PARTITIONS is refused: partition 1 is called all, as none of yours may be; ' +
        'acme/data is in all and in east; framework 2 of east is no TENANT/FRAMEWORK; east is there twice; ' +
        'acme/law is in east and in east; partition 4 has no name of 1 to 40 of a-z and 0-9 in words joined by - before =',
    ]);
  });
  test('that are none cannot be run', () => {
    const faults = (more: Environment) => faultsOf(ServiceSettings, { ...GOOD, ...more });
    const refused = (...names: readonly string[]) => [
      `PROFICIO_RUNS must name partitions of PROFICIO_PARTITIONS, or rest: ${names.join(', ')} is none`,
    ];
    expect(faults({ PROFICIO_RUNS: 'rest' })).toEqual([]);
    expect(faults({ PROFICIO_RUNS: 'east' })).toEqual(refused('east'));
    expect(faults({ PROFICIO_PARTITIONS: PARTITIONS, PROFICIO_RUNS: 'north,west,all' })).toEqual(
      refused('north', 'all'),
    );
    expect(faults({ PROFICIO_PARTITIONS: 'east', PROFICIO_RUNS: 'west' })).toHaveLength(1);
    expect(faultsOf(AcademySettings, { PROFICIO_RUNS: 'east' })).toEqual([]);
  });
});

test('the command line counts before the environment, and that before the file', () => {
  const file = fileOf('PORT: 1\nPROFICIO_MIN_GROUP: 12\nHOST: a.example\n', 'yaml');
  const environment = { PROFICIO_CONFIG: file, PORT: '2', HOST: 'b.example' };
  expect(settingsIn(AcademySettings, environment, { PORT: '3', HOST: undefined })).toMatchObject({
    PORT: 3,
    HOST: 'b.example',
    PROFICIO_MIN_GROUP: 12,
  });
});

test.each([
  ['{', /^PROFICIO_CONFIG cannot be read: line 1 is no YAML \(.+\)$/],
  ['[1]', /^PROFICIO_CONFIG must name a file of names and values \(.+\)$/],
  ['PORT: [1]', /^PORT must be a text or a number \(.+\)$/],
  ['PROFICIO_CONFIG: x', /^PROFICIO_CONFIG is no setting \(.+\)$/],
  ['PORT: 1\nPORT: 2', /^PROFICIO_CONFIG cannot be read: line 2 is no YAML \(.+\)$/],
  ['PORT: 1\nPROFICIO_GATEWAY_SECRET: *hunter2\n', /^PROFICIO_CONFIG cannot be read: line 2 is no YAML: .+ \* .+\)$/],
  ['PORT: 1\nPROFICIO_GATEWAY_SECRET: @hunter2\n', /^PROFICIO_CONFIG cannot be read: line 2 is no YAML \(.+\)$/],
  ['PROFICIO_GATEWAY_SECRET: "hunter2', /^PROFICIO_CONFIG cannot be read: line 1 is no YAML \(.+\)$/],
  ['PROFICIO_GATEWAY_SECRET: x\n  hunter2: y', /^PROFICIO_CONFIG cannot be read: line \d is no YAML \(.+\)$/],
  ['PORT: &hunter2 [*hunter2]', /^PORT must be a text or a number \(.+\)$/],
  ['? [hunter2]\n: 1', /^what has other letters than a name is no setting \(.+\)$/],
  ['just hunter2', /^PROFICIO_CONFIG must name a file of names and values \(.+\)$/],
  ['LOG_LEVEL_FILE: x', /^LOG_LEVEL_FILE is no setting \(.+\)$/],
])('a file that says %j is refused, without a word of its secrets', (content, fault) => {
  const faults = faultsOf(AcademySettings, { PROFICIO_CONFIG: fileOf(content, 'yaml') });
  expect(faults).toEqual([expect.stringMatching(fault)]);
  expect(faults.join()).not.toContain('hunter2');
});
test('a file that is not there is refused, and an empty one says nothing', () => {
  expect(faultsOf(AcademySettings, { PROFICIO_CONFIG: join(folder, 'none') })).toEqual([
    expect.stringContaining('PROFICIO_CONFIG cannot be read: ENOENT'),
  ]);
  expect(faultsOf(AcademySettings, { PROFICIO_CONFIG: fileOf('') })).toEqual([]);
});
test('settings of tests, and what is not ours, are nobody’s business', () => {
  expect(faultsOf(AcademySettings, { PROFICIO_TEST_TOPOLOGY: 'apart', PORT_FILE: '/x', PATH: '/bin' })).toEqual([]);
  expect(faultsOf(AcademySettings, { PROFICIO_DATA_FILE: '/x' })).toEqual(['PROFICIO_DATA_FILE is no setting']);
});
test('files that other programs have for names of ours do not undo what the file says', () => {
  const file = fileOf({ PORT: 1234, HOST: 'a.example', LOG_LEVEL: 'warn' });
  const foreign = { PORT_FILE: '/x', HOST_FILE: '/x', LOG_LEVEL_FILE: '/x' };
  expect(settingsIn(AcademySettings, { PROFICIO_CONFIG: file, ...foreign })).toMatchObject({
    PORT: 1234,
    HOST: 'a.example',
    LOG_LEVEL: 'warn',
  });
});
test('settings of other processes are nobody’s business, but for names that nobody knows', () => {
  const none = join(folder, 'none');
  const others = { PROFICIO_KURRENT_URL_FILE: none, PROFICIO_MIN_GROUP: 'few' };
  expect(faultsOf(GatewaySettings, { ...without(GOOD, 'PROFICIO_KURRENT_URL'), ...others })).toEqual([]);
  const both = { PROFICIO_GATEWAY_SECRET_FILE: none, PROFICIO_CONFIG: fileOf({ PROFICIO_MIN_GROUP: [1] }) };
  expect(faultsOf(FolderSettings, { ...GOOD, ...others, ...both })).toEqual([]);
  expect(faultsOf(FolderSettings, { PROFICIO_CONFIG: fileOf({ PROFICIO_MIN_GRUOP: 1 }) })).toHaveLength(1);
});

describe('a secret in a file', () => {
  const rest = without(GOOD, 'PROFICIO_GATEWAY_SECRET');
  test('is read, without the end of its line', () => {
    const file = fileOf(`${SECRET}\n`, 'txt');
    const expected = { PROFICIO_GATEWAY_SECRET: Buffer.from(SECRET) };
    expect(settingsIn(ServiceSettings, { ...rest, PROFICIO_GATEWAY_SECRET_FILE: file })).toMatchObject(expected);
    const config = fileOf({ PROFICIO_GATEWAY_SECRET_FILE: file });
    expect(settingsIn(ServiceSettings, { ...rest, PROFICIO_CONFIG: config })).toMatchObject(expected);
    expect(faultsOf(ServiceSettings, { ...GOOD, PROFICIO_GATEWAY_SECRET_FILE: file })).toEqual([
      'PROFICIO_GATEWAY_SECRET and PROFICIO_GATEWAY_SECRET_FILE are both set: one must go',
    ]);
    expect(faultsOf(ServiceSettings, { ...GOOD, PROFICIO_CONFIG: config })).toEqual([]);
  });
  test('that cannot be read is told, once', () =>
    expect(faultsOf(ServiceSettings, { ...rest, PROFICIO_GATEWAY_SECRET_FILE: join(folder, 'none') })).toEqual([
      'PROFICIO_GATEWAY_SECRET_FILE cannot be read: ENOENT: no such file or directory',
    ]));
  test('instead of its path is told to nobody', () => {
    for (const value of ['hunter2', 'hunter2\0', 'hunter2'.repeat(1000), `${folder}/hunter2`])
      expect(faultsOf(ServiceSettings, { ...rest, PROFICIO_GATEWAY_SECRET_FILE: value })).toEqual([
        expect.stringMatching(/^PROFICIO_GATEWAY_SECRET_FILE cannot be read: (?!.*hunter2)/s),
      ]);
  });
});

describe('what is in force is shown', () => {
  const shown = (schema: z.ZodObject, environment: Environment) =>
    new Map(shownIn(schema, environment).map(({ name, value, from }) => [name, `${value} ${from}`]));
  test('with where it was told', () => {
    const file = fileOf({ PROFICIO_MIN_GROUP: 9 });
    const all = shown(AcademySettings, { PORT: '80', PROFICIO_CONFIG: file });
    expect([...all.keys()]).toEqual(Object.keys(AcademySettings.shape));
    expect(all.get('PORT')).toBe('80 environment');
    expect(all.get('PROFICIO_MIN_GROUP')).toBe(`9 ${file}`);
    expect(all.get('PROFICIO_SAMPLE')).toBe('on default');
    expect(all.get('PROFICIO_ISSUER')).toBe('null not set');
  });
  test.each<readonly [string, string, string]>([
    ['PROFICIO_MONGO_URL', 'mongodb://u:hunter2@host/db?authSource=hunter2', 'mongodb://***@host/db?***'],
    ['PROFICIO_MONGO_URL', 'mongodb://host:1,other:2/db', 'mongodb://host:1,other:2/db'],
    ['PROFICIO_MONGO_URL', 'mongodb+srv://u@hunter2/?authSource=a@hunter2', 'mongodb+srv://***'],
    ['PROFICIO_MONGO_URL', 'mongodb+srv://u:hunter2@host/a@hunter2', 'mongodb+srv://***'],
    ['PROFICIO_KURRENT_URL', 'kurrentdb://u:hunter2@one:1,two:2?tls=false', 'kurrentdb://***@one:1,two:2?***'],
    [
      'PROFICIO_TRACES_URL',
      'https://u:hunter2@otlp.example/v1/traces?key=hunter2',
      'https://***@otlp.example/v1/traces?***',
    ],
    ['PROFICIO_TRACES_URL', 'https://u:hun@hunter2@otlp.example', 'https://***'],
    ['PROFICIO_TRACES_URL', 'https://otlp.example/?u@hunter2', 'https://***'],
    ['PROFICIO_TRACES_URL', 'https://otlp.example/#hunter2', 'https://otlp.example/?***'],
    ['PROFICIO_TRACES_URL', 'https:u:hunter2@otlp.example', '***'],
    ['PROFICIO_TRACES_URL', 'http://localhost:4318/v1/traces', 'http://localhost:4318/v1/traces'],
    ['PROFICIO_JWKS_URL', 'https://u:hunter2@login.example/keys?hunter2', 'https://***@login.example/keys?***'],
    ...['CURRICULUM', 'ASSESSMENT', 'PROGRESS', 'COMPETENCY'].map(
      (name) => [`PROFICIO_${name}_URL`, 'http://u:hunter2@x/graphql?hunter2', 'http://***@x/graphql?***'] as const,
    ),
  ])('but of %s %s nothing that is secret', (name, url, expected) => {
    const schema = name in GatewaySettings.shape ? GatewaySettings : ServiceSettings;
    expect(shown(schema, { ...GOOD, ...PROVIDER, [name]: url }).get(name)).toBe(`${expected} environment`);
    const file = fileOf(url, 'txt');
    expect(shown(schema, { ...without({ ...GOOD, ...PROVIDER }, name), [`${name}_FILE`]: file }).get(name)).toBe(
      `${expected} ${file}, by environment`,
    );
  });
  test('nor of what is a secret as a whole', () => {
    const file = fileOf(SECRET, 'txt');
    const secret = { PROFICIO_GATEWAY_SECRET_FILE: file, PROFICIO_GATEWAY_SECRET: undefined };
    expect(shown(ServiceSettings, GOOD).get('PROFICIO_GATEWAY_SECRET')).toBe('*** environment');
    expect(shown(ServiceSettings, { ...GOOD, ...secret }).get('PROFICIO_GATEWAY_SECRET')).toBe(
      `*** ${file}, by environment`,
    );
    expect(JSON.stringify(shownIn(GatewaySettings, GOOD))).not.toContain(SECRET);
  });
  test('only where nothing is wrong', () => expect(() => shown(AcademySettings, { PORT: 'x' })).toThrow('PORT must'));
});

test('what services read where they need it is what a file says, too', () => {
  const before = process.env['PROFICIO_MIN_GROUP'];
  handOn(settingsIn(AcademySettings, { PROFICIO_CONFIG: fileOf({ PROFICIO_MIN_GROUP: 7 }) }));
  expect(process.env['PROFICIO_MIN_GROUP']).toBe('7');
  if (before === undefined) delete process.env['PROFICIO_MIN_GROUP'];
});
