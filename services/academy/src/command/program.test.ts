import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { openFolder } from '@proficio/infra';
import { Settings } from '../configuration/fields.js';
import { AcademySettings, CopySettings, GatewaySettings, ServiceSettings } from '../configuration/processes.js';
import { wordsOf } from './failed.js';
import { program } from './program.js';

const base = mkdtempSync(join(tmpdir(), 'proficio-program-'));
afterAll(() => rmSync(base, { recursive: true }));
const none = join(base, 'mistyped');
const kept = join(base, 'kept');
beforeAll(() => openFolder(kept).close());

const quiet = (all: Command): Command => {
  for (const each of all.commands) quiet(each);
  return all.exitOverride().configureOutput({ writeErr: () => undefined });
};
/** What a person is told of a command that is refused. */
const refusal = async (...args: readonly string[]): Promise<string> =>
  quiet(await program(args[0]))
    .parseAsync(args, { from: 'user' })
    .then(
      () => 'nothing was refused',
      (error: unknown) => wordsOf(error),
    );

const copying = ['copy', '--to', 'kurrentdb://localhost:1?tls=false', '--keys-to', 'mongodb://localhost:1'];
test.each([[['status']], [['verify']], [['rebuild']], [['erase', 'ada']], [['token']], [copying]])(
  '%s makes no academy where there is none',
  async (args) => {
    expect(await refusal(...args, '--data', none)).toContain(`there is no academy in ${none}: `);
    expect(existsSync(none)).toBe(false);
    expect(await refusal(...args, '--data', base)).toContain(`there is no academy in ${base}: `);
    expect(readdirSync(base)).toEqual(['kept']);
  },
);
test('a server elsewhere is not asked with a token of a folder that is not there', async () => {
  expect(await refusal('status', '--data', none, '--url', 'http://localhost:1/graphql')).toContain('--url and --token');
  expect(existsSync(none)).toBe(false);
});
test('a token is for a server: without one it is refused, and nothing is made for it', async () => {
  expect(await refusal('status', '--data', kept, '--token', 'x')).toContain(`no server runs on ${kept}`);
  expect(await refusal('import', 'sample', '--data', none, '--token', 'x')).toContain('there is no academy in');
  expect(existsSync(none)).toBe(false);
});
test('whoever tells a token tells its tenant', async () => {
  expect(await refusal('erase', 'ada', '--token', 'x', '--tenant', 'school')).toContain('cannot be used with');
  expect(await refusal('status', '--tenant', 'school')).toContain('unknown option');
});
test('a token is made for tenants and subjects that the services take, and for no others', async () => {
  for (const tenant of ['a_b', 'School', '', 'x'.repeat(65)])
    expect(await refusal('token', '--data', kept, '--tenant', tenant)).toContain('of a-z, 0-9 and -');
  expect(await refusal('token', '--data', kept, '--subject', '')).toContain('1 to 500 characters');
});
const whileSet = async <T>(settings: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> => {
  const before = { ...process.env };
  Object.assign(process.env, settings);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(settings)) delete process.env[name];
    Object.assign(process.env, before);
  }
};
test('settings of an identity provider that go together are asked for by name', async () =>
  expect(await whileSet({ PROFICIO_ISSUER: 'https://login.example' }, () => refusal('status', '--data', kept))).toBe(
    'an identity provider needs PROFICIO_AUDIENCE, PROFICIO_JWKS_URL too',
  ));
test('a minimum group that cannot be is refused before anything is opened', async () =>
  expect(await whileSet({ PROFICIO_MIN_GROUP: 'few' }, () => refusal('status', '--data', kept))).toBe(
    'PROFICIO_MIN_GROUP must be a whole number from 1 to 1000',
  ));
test.each([
  [['start'], AcademySettings],
  [['config'], AcademySettings],
  [['start', 'competency'], ServiceSettings],
  [['config', 'competency'], ServiceSettings],
  [['start', 'gateway'], GatewaySettings],
  [['config', 'gateway'], GatewaySettings],
  [['copy'], CopySettings],
])('%j tells everything that is set wrongly, at once and by name', async (args, { shape }) => {
  const blank = Object.fromEntries(Object.keys(Settings.shape).map((name) => [name, ' ']));
  const refused = await whileSet({ ...blank, PROFICIO_PROT: '80' }, () => refusal(...args));
  expect(refused.split('\n').map((fault) => fault.split(' ')[0])).toEqual(['PROFICIO_PROT', ...Object.keys(shape)]);
});
test('what the command line tells counts before the environment, and is checked like that', async () => {
  expect(await whileSet({ PORT: '80' }, () => refusal('start', '--port', 'x'))).toBe(
    'PORT must be a whole number from 0 to 65535 (command line)',
  );
  const config = ['copy', '--data', none, '--to', 'kurrentdb://localhost?x=1', '--keys-to', 'mongodb://localhost'];
  expect(await refusal(...config)).toBe(
    'PROFICIO_KURRENT_URL is refused: options that cannot be set for KurrentDB: x (command line)',
  );
});
test('what the environment tells wrongly is nothing where the command line tells it', async () => {
  const held = openFolder(kept);
  const wrong = { PORT: 'abc', PROFICIO_DATA: ' ' };
  const refused = await whileSet(wrong, () => refusal('start', '--data', kept, '--port', '0')).finally(held.close);
  expect(refused).toContain(`${kept} is`);
});
test('a data folder without a name is refused: it would be the current one', async () =>
  expect(await refusal('status', '--data', '')).toContain('a folder is needed'));

test('every command is there by its first word, without most of the others', async () => {
  const { commands } = await program();
  const helpOf = (all: readonly Command[], name: string) =>
    all.find((one) => one.name() === name)?.helpInformation() ?? `no ${name}`;
  for (const name of commands.map((one) => one.name())) {
    const { commands: few } = await program(name);
    expect(helpOf(few, name)).toBe(helpOf(commands, name));
    expect(few.length).toBeLessThan(commands.length / 2);
  }
});
test('whoever asks for no command, or one that is none, is told of all', async () => {
  const { commands } = await program();
  for (const first of ['--help', 'help', 'statsu', ''])
    expect((await program(first)).commands.map((one) => one.name())).toEqual(commands.map((one) => one.name()));
});
