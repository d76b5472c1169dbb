import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callers } from './academy.js';
import { PROFICIO, ran, spawned, type Ran } from './proficio.js';

const folder = mkdtempSync(join(tmpdir(), 'proficio-command-'));
const data = join(folder, 'data');
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

/** Processes take their time to start. */
const spawning = (title: string, work: () => Promise<void>) => test(title, work, 120_000);

const start = (...args: readonly string[]): ChildProcess =>
  spawned(data, [process.execPath, PROFICIO, ...args], { cwd: folder });
const proficio = (...args: readonly string[]): Promise<Ran> => ran(start(...args));

const framework = (more: object = {}) => ({
  key: 'carpentry',
  title: 'Carpentry',
  priorityRule: 'gap@1',
  levels: [{ key: 'able', title: 'Able' }],
  domains: [{ key: 'craft', title: 'Craft' }],
  skills: [{ key: 'sawing', title: 'Sawing', domain: 'craft' }],
  ...more,
});
const items = {
  items: [
    {
      key: 'bench',
      title: 'A bench',
      bindings: [{ framework: 'carpentry', skill: 'sawing' }],
      maximum: 10,
      question: { kind: 'graded' },
    },
  ],
};
const mapping = {
  source: 'school',
  learner: { issuer: 'https://school.example', subject: { column: 'who' } },
  item: 'bench',
  score: { column: 'points' },
  time: { column: 'day' },
  kind: { column: 'prior', values: { yes: 'prior-learning', no: 'result' } },
  sourceId: { digest: '{who}' },
};
const results = (...rows: readonly string[]) => ['who,points,day,prior', ...rows, ''].join('\n');
const status = async () => JSON.parse((await proficio('status', '--json')).out) as { readonly events: number };

let server: ChildProcess | undefined;
afterAll(async () => {
  if (server?.exitCode === null) {
    server.kill('SIGKILL');
    await new Promise((resolve) => server?.once('close', resolve));
  }
  rmSync(folder, { recursive: true, force: true });
});

spawning(
  'evaluate measures every policy on a table, for people and for programs, and says what is wrong with it',
  async () => {
    const table = file('answers.tsv', 'user_id\titem_id\ttimestamp\tcorrect\tskill_id\na\t1\t0\t1\ts\na\t2\t0\t0\ts\n');
    const shown = await proficio('evaluate', table);
    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(/^2 rows, 2 of them scored\n\nmethod +AUC +log loss +Brier +calibration\n/);
    expect(shown.out).toMatch(/\nproficiency@1 +0\.\d{4} /);
    const told = await proficio('evaluate', table, '--warmup-where', 'correct=1', '--pass-mark', '1', '--json');
    expect(JSON.parse(told.out)).toEqual({ rows: 2, scored: 1, methods: expect.any(Array) });
    const refused = await proficio('evaluate', table, '--rule-group', 'class', '--map', 'item=question');
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toBe(`${table}\n  item: there is no column question\n  class: the column is missing\n`);
    expect((await proficio('evaluate', table, '--warmup', 'all')).err).toContain('a number of rows is needed');
  },
);

describe('without a server', () => {
  spawning('a framework is published, from YAML too, and again is nothing to do', async () => {
    const path = file(
      'framework.yaml',
      'key: carpentry\ntitle: Carpentry\npriorityRule: gap@1\nlevels:\n  - { key: able, title: Able }\ndomains:\n  - { key: craft, title: Craft }\nskills:\n  - { key: sawing, title: Sawing, domain: craft }\n',
    );
    expect(await proficio('import', 'framework', path)).toMatchObject({ code: 0, out: 'carpentry: loaded\n' });
    const same = file('framework.json', framework());
    expect(await proficio('import', 'framework', same)).toMatchObject({ code: 0, out: 'carpentry: unchanged\n' });
  });
  spawning('token prints the token alone, of a learner unless said', async () => {
    const { code, out } = await proficio('token');
    expect(code).toBe(0);
    const [, claims = ''] = /^[\w-]+\.([\w-]+)\.[\w-]+\n$/.exec(out) ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      sub: 'ada',
      role: 'learner',
      tenant: 'academy',
    });
  });
  spawning('a fault of its rules is told with field and reason, one a line', async () => {
    const faulty = framework({
      skills: [{ key: 'a', title: 'A', domain: 'x', contributes: [{ domain: 'y', weight: 1 }] }],
    });
    const path = file('faulty.json', faulty);
    const { code, out, err } = await proficio('import', 'framework', path);
    expect([code, out]).toEqual([1, '']);
    expect(err.trim().split('\n')).toEqual([
      path,
      expect.stringMatching(/^ {2}skills\.0\.domain: /),
      expect.stringMatching(/^ {2}skills\.0\.contributes\.0\.domain: /),
    ]);
  });
  spawning('roles are told with every fault of the file: of its shape, of its targets and of its keys', async () => {
    const target = { framework: 'carpentry', domain: 'craft', level: 1 };
    const roles = [
      {
        key: 'joiner',
        title: 'Joiner',
        targets: [
          { ...target, domain: 'x' },
          { ...target, level: 'high' },
        ],
      },
      {
        key: 'joiner',
        title: 'Again',
        targets: [
          { ...target, level: 0 },
          { ...target, framework: 'cookery' },
        ],
      },
      { key: 'none', title: 'None', targets: [{ framework: 'carpentry', level: 1 }] },
    ];
    const before = await status();
    const { code, err } = await proficio('import', 'roles', file('roles.json', { roles }));
    expect(code).toBe(1);
    const fields = err.split('\n').flatMap((line) => /^ {2}(\S+):/.exec(line)?.[1] ?? []);
    expect(fields).toEqual([
      'roles.0.targets.1.level',
      'roles.1.key',
      'roles.0.targets.0.domain',
      'roles.1.targets.0.level',
      'roles.1.targets.1.framework',
      'roles.2.targets.0',
    ]);
    expect(await status()).toEqual(before);
  });
  spawning('results are answered row by row, what cannot be read is told by its line', async () => {
    const rows = results(
      'ada,7,2026-01-05,no',
      'bob,?,2026-01-05,no',
      'cyd,11,2026-01-05,no',
      'dot,5,2025-01-05,yes',
      'eve',
    );
    const map = file('mapping.json', { ...mapping, missing: ['?'] });
    const path = file('results.csv', rows);
    const { code, out } = await proficio(
      'import',
      'results',
      path,
      '--map',
      map,
      '--items',
      file('items.json', items),
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      rows: 5,
      recorded: 2,
      unchanged: 0,
      corrected: 0,
      skipped: 3,
      priorLearning: 1,
      faults: [
        { line: 3, faults: [{ field: 'score', reason: 'points is missing (?)' }] },
        { line: 4, faults: [{ field: 'score', reason: 'must be from 0 to 10' }] },
        { line: 6, faults: [{ field: 'row', reason: 'has 1 of 4 fields' }] },
      ],
    });
    const before = await status();
    const again = await proficio('import', 'results', path, '--map', map);
    expect(again.out).toContain('5 rows: 0 recorded, 2 unchanged, 0 corrected, 3 skipped (1 as prior learning)');
    expect((await status()).events).toBe(before.events);
  });
  spawning('a file of which no row is taken is a failure', async () => {
    const path = file('none.csv', results('ada,?,2026-01-05,no', 'bob,11,2026-01-05,no'));
    const { code, out, err } = await proficio('import', 'results', path, '--map', file('mapping.json', mapping));
    expect([code, out]).toEqual([1, expect.stringContaining('2 rows: 0 recorded')]);
    expect(err).toBe(`no row of ${path} was taken\n`);
  });
  spawning('a fault of the file stops before anything is written', async () => {
    const before = await status();
    const path = file('broken.csv', results('fay,7,2026-01-05,no', 'gus,"7,2026-01-05,no'));
    const { code, err } = await proficio('import', 'results', path, '--map', file('mapping.json', mapping));
    expect([code, err]).toEqual([1, `${path}\n  line 3: a quote is never closed\n`]);
    expect(await status()).toEqual(before);
  });
});

describe('with a server', () => {
  let endpoint = '';
  beforeAll(async () => {
    const child = start('start');
    server = child;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (chunk) => {
        said += chunk;
        if (said.includes('proficio token')) resolve();
      });
      child.once('close', () => reject(new Error(said)));
    });
    [endpoint = ''] = /http:\S+/.exec(said) ?? [];
  }, 120_000);

  spawning('it prints its endpoint, how to get a token, and a query to try', async () => {
    const { out: token } = await proficio('token');
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.trim()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ viewer { role } }' }),
    });
    expect(await response.json()).toEqual({ data: { viewer: { role: 'LEARNER' } } });
  });
  spawning('a second one says who holds the folder', async () => {
    const { code, err } = await proficio('start');
    expect(code).toBe(1);
    expect(err).toContain(`held by process ${server?.pid}`);
    expect(err).toContain(endpoint);
  });
  spawning('imports go through its API, and a correction is told from a repeat', async () => {
    const path = file('corrected.csv', results('ada,8,2026-01-05,no', 'dot,5,2025-01-05,yes'));
    const { out } = await proficio('import', 'results', path, '--map', file('mapping.json', mapping), '--json');
    expect(JSON.parse(out)).toMatchObject({ rows: 2, recorded: 0, unchanged: 1, corrected: 1, skipped: 0 });
  });
  spawning('status, verify and rebuild ask it too', async () => {
    const { events } = await status();
    expect(JSON.parse((await proficio('verify', '--json')).out)).toMatchObject({ events, unreadable: [] });
    const { code, out } = await proficio('rebuild', 'competency');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(
        /^competency: \d+ events, up to \d+, 0 set aside, [0-9a-f]{64}, equal to the live views\n$/,
      ),
    ]);
    expect(await proficio('status', '--set-aside')).toMatchObject({ code: 0, out: '' });
    const unknown = await proficio('rebuild', 'nothing');
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('there is no projection nothing')]);
  });
  spawning(
    'elsewhere it is asked with a token: an operator’s for operations, which one of a tenant does not open',
    async () => {
      const { out: token } = await proficio('token', '--role', 'operator');
      const elsewhere = ['--url', endpoint, '--data', join(folder, 'elsewhere'), '--token'];
      const { code, out } = await proficio('status', '--json', ...elsewhere, token.trim());
      expect([code, JSON.parse(out)]).toEqual([0, await status()]);
      const { out: other } = await proficio('token', '--role', 'administrator');
      const refused = await proficio('verify', ...elsewhere, other.trim());
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(refused.err).toContain('an operator’s token is needed: `proficio token --role operator`');
    },
  );
  spawning('erase says whom it erased', async () => {
    const registered = '... on LearnerPayload { learner { id } }';
    const { learner } = await callers(endpoint, data)
      .as('administrator', 'root')
      .does('registerLearner', registered, { issuer: 'school', subject: 'ada' });
    expect(await proficio('erase', learner.id)).toMatchObject({ code: 0, out: `${learner.id}: erased\n` });
  });
  spawning('told to end, it ends', async () => {
    const ended = new Promise((resolve) => server?.once('close', resolve));
    server?.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
