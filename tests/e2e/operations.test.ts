import { setTimeout as sleep } from 'node:timers/promises';
import { allOf, SERVICES as ALL } from '@proficio/academy';
import { NO_STREAM, PARTITION, type StoredEvent } from '@proficio/events';
import { mintToken } from '@proficio/infra';
import { callers, IS_APART, openAcademy, openApart, type Academy, type Json } from './academy.js';
import { hashesIn, logOf } from './aftermath.js';
import { PROFICIO, ran, spawned, type Ran } from './proficio.js';
import { SERVICES, type Apart } from './topology.js';

const FRAMEWORK = 'ai-product-manager';
const { projections } = allOf(ALL);
const NAMES = projections.map(({ name }) => name);
const PROFILE = `{ viewer { learner { enrolments(first: 5) { edges { node { status } } }
  competency(framework: "${FRAMEWORK}") { incomplete domains { evidenceCount } } } } }`;

/** Rebuilds of everything, on servers for tests. */
const LONG = 300_000;

type Place = Pick<Academy, 'url' | 'folder'>;
const bearing = (folder: string, role: string) => mintToken(folder, { subject: 'olga', role, tenant: 'academy' });

const operate = async ({ url, folder }: Place, name: string, input: object = {}, role = 'operator'): Promise<Json> => {
  const response = await fetch(new URL(`/operations/${name}`, url), {
    method: 'POST',
    headers: { authorization: `Bearer ${await bearing(folder, role)}`, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: await response.json() };
};
/** By the very command, as from another machine. */
const proficio = async ({ url, folder }: Place, ...args: readonly string[]): Promise<Ran> => {
  const where = ['--url', url, '--token', await bearing(folder, 'operator')];
  return ran(spawned(`${folder}-elsewhere`, [process.execPath, PROFICIO, ...args, ...where]));
};
const statusOf = async (place: Place): Promise<Json> => (await operate(place, 'status')).body;
/** Once every projection has read all that there is. */
const caughtUp = async (place: Place): Promise<Json> => {
  for (;;) {
    const status = await statusOf(place);
    if (status.projections.every(({ lag }: Json) => lag === 0)) return status;
  }
};
const answered = async ({ url, folder }: Place, subject: string): Promise<Json> => {
  const { data, errors } = await callers(url, folder).as('learner', subject).ask(PROFILE);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.viewer.learner;
};
const enrolled = async ({ url, folder }: Place, subject: string): Promise<void> => {
  const person = callers(url, folder).as('learner', subject);
  const input = { framework: FRAMEWORK, course: 'ai-product-masterclass' };
  const { position } = await person.does('enrol', '... on EnrolmentPayload { position }', input);
  for (;;) {
    const { data, errors } = await person.ask(PROFILE, {}, { 'x-proficio-after': position });
    // Of a machine that is busy with other tests.
    if (errors?.some(({ extensions }) => extensions.code === 'NOT_YET')) continue;
    expect([errors, data?.viewer.learner.enrolments.edges.length]).toEqual([undefined, 1]);
    return;
  }
};

let academy: Academy;
let processes: Apart | undefined;
beforeAll(async () => {
  if (IS_APART) academy = processes = await openApart();
  else academy = await openAcademy();
  for (const subject of ['ada', 'bob']) await enrolled(academy, subject);
}, LONG);
afterAll(() => academy.stop(), LONG);

describe('an operator', () => {
  test('is told how far every projection is, what was set aside and what its views hold', async () => {
    const { events, projections: told } = await caughtUp(academy);
    expect(events).toBe((await logOf(academy.stores)).length);
    expect(told.map(({ name }: Json) => name)).toEqual(NAMES);
    const hashes = await hashesIn(academy.stores);
    for (const { name, setAside, hash } of told) expect([setAside, hash]).toEqual([0, hashes.get(name)]);
  });
  test('has the whole log decoded strictly', async () => {
    const { status, body } = await operate(academy, 'verify');
    const { events } = await statusOf(academy);
    expect([status, body.events, body.unreadable]).toEqual([200, events, []]);
    expect(body.byType).toMatchObject({ LearnerEnrolled: 2, FrameworkPublished: expect.any(Number) });
  });
  test(
    'builds every projection anew while people ask and write, and nobody notices',
    async () => {
      const asking = { isOver: false, answers: 0 };
      const before = await answered(academy, 'ada');
      const people = (async () => {
        for (; !asking.isOver; asking.answers++) {
          expect(await answered(academy, 'ada')).toEqual(before);
          await enrolled(academy, `late ${asking.answers}`);
        }
      })();
      const { status, body } = await operate(academy, 'rebuild');
      asking.isOver = true;
      await people;
      expect(status).toBe(200);
      expect(body.map(({ name }: Json) => name)).toEqual(NAMES);
      for (const { hash, replaced, setAside } of body)
        expect([hash, replaced, setAside]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), null, 0]);
      expect(asking.answers).toBeGreaterThan(0);
      const ours = (await academy.stores.views.sets()).filter(({ projection }) => NAMES.includes(projection));
      expect(ours.map(({ generation }) => generation)).toEqual(ours.map(() => 2));
      await enrolled(academy, 'after it');
    },
    LONG,
  );
  test(
    'sees what a newer release wrote set aside, by the command too',
    async () => {
      const [enrolment] = (await logOf(academy.stores)).filter(({ type }) => type === 'LearnerEnrolled');
      const { stream = '', revision: _revision, position: _position, ...event }: Partial<StoredEvent> = enrolment ?? {};
      const newer: Json = { ...event, id: crypto.randomUUID(), meta: { ...event.meta, schemaVersion: 99 } };
      await academy.stores.events.append(`${stream}-newer`, NO_STREAM, [newer]);
      const following = (await caughtUp(academy)).projections.filter(({ setAside }: Json) => setAside === 1);
      expect(following.map(({ name }: Json) => name)).toEqual(expect.arrayContaining(['learners', 'competency']));

      const { body } = await operate(academy, 'set-aside', { projection: 'competency' });
      expect(body).toMatchObject({ events: [{ stream: `${stream}-newer`, type: 'LearnerEnrolled' }], next: null });
      const { code, out } = await proficio(academy, 'status', '--set-aside');
      expect([code, out.split('\n').filter((line) => line !== '').length]).toEqual([0, following.length]);
      expect(out).toMatch(/^competency: \S+-newer 0 LearnerEnrolled: .*v99 is newer than this service's/m);
      const rebuilt = await proficio(academy, 'rebuild', 'competency');
      expect(rebuilt).toMatchObject({ code: 0, out: expect.stringContaining(', 1 set aside, ') });
      expect(rebuilt.out).toContain('equal to the live views');
      const verified = await proficio(academy, 'verify', '--json');
      expect([verified.code, JSON.parse(verified.out).unreadable.length]).toEqual([1, 1]);
    },
    LONG,
  );
  test.each(['rebuild', 'set-aside'])('who asks to %s what is not there is told what is', async (name) => {
    const { status, body } = await operate(academy, name, { projection: 'nothing' });
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'REFUSED']);
    expect(body.errors[0].message).toBe(`there is no projection nothing; there are ${NAMES.join(', ')}`);
  });
  test.each(['learner', 'assessor', 'curator', 'analyst', 'administrator'])('is not whoever is %s', async (role) => {
    for (const name of ['status', 'events', 'projections', 'verify', 'rebuild', 'set-aside', 'nothing']) {
      const { status, body } = await operate(academy, name, { projection: 'competency' }, role);
      expect([status, body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    }
  });
  test('has no part in the graph', async () => {
    const { status } = await callers(academy.url, academy.folder).as('operator', 'olga').ask('{ viewer { role } }');
    expect(status).toBe(401);
  });
});

const apart = IS_APART ? describe : describe.skip;
apart('where services are processes of their own', () => {
  const there = (): Apart => {
    if (!processes) throw new Error('there are none');
    return processes;
  };
  const inProgress = ALL.find(({ name }) => name === 'progress')?.projections.map(({ name }) => name) ?? [];

  test('a service takes operations from its gateway alone', async () => {
    const { folder, parts } = there();
    for (const { url } of SERVICES.map((name) => parts[name]))
      expect((await operate({ url, folder }, 'status')).status).toBe(401);
  });
  test(
    'a second process of a service goes on with what the first has built',
    async () => {
      const { url, folder, parts, stores, twin: begin } = there();
      const twin = await begin('progress');
      await caughtUp(academy);
      const rebuilt = await operate(academy, 'rebuild', { projection: 'progress-rubrics' });
      expect(rebuilt.body).toMatchObject([{ replaced: null, hash: expect.any(String) }]);
      await parts.progress.kill();
      const levels = ['no', 'yes'].map((key, value) => ({ key, title: key, value }));
      const bindings = [{ framework: FRAMEWORK, skill: 'moat-analysis' }];
      const rubric = { key: 'later', title: 'Later', criteria: [{ key: 'c', title: 'C', bindings, levels }] };
      const { position } = await callers(url, folder)
        .as('curator', 'cy')
        .does('defineRubric', '... on RubricDefined { position }', rubric);
      const set = { projection: 'progress-rubrics', version: versionOf('progress-rubrics'), partition: PARTITION };
      const generation = (await stores.views.active(set)) ?? 0;
      expect(generation).toBeGreaterThan(1);
      const reached = () => stores.views.checkpoint({ ...set, generation });
      while (((await reached()) ?? -1n) < BigInt(position)) await sleep(50);
      await twin.end();
      await parts.progress.again();
      expect((await caughtUp(academy)).unavailable).toEqual([]);
    },
    LONG,
  );
  test(
    'one that is away is UNAVAILABLE for its part, and the rest is told and done',
    async () => {
      const { parts } = there();
      await parts.progress.kill();
      const status = await statusOf(academy);
      expect(status.unavailable).toEqual(['progress']);
      expect(status.projections.map(({ name }: Json) => name)).toEqual(
        NAMES.filter((name) => !inProgress.includes(name)),
      );
      expect((await operate(academy, 'verify')).body.events).toBe(status.events);
      const { status: code, body } = await operate(academy, 'rebuild', { projection: 'learners' });
      expect([code, body.errors[0].extensions.code]).toEqual([503, 'UNAVAILABLE']);
      const rebuilt = (await operate(academy, 'rebuild')).body;
      expect(rebuilt.map(({ name }: Json) => name)).toEqual(NAMES);
      for (const { name, code: why, hash } of rebuilt)
        expect([name, why, hash === undefined]).toEqual(
          inProgress.includes(name) ? [name, 'UNAVAILABLE', true] : [name, undefined, false],
        );
      const told = await proficio(academy, 'status');
      expect(told).toMatchObject({ code: 1, err: 'progress: UNAVAILABLE, does not answer now\n' });
      await parts.progress.again();
      expect((await caughtUp(academy)).unavailable).toEqual([]);
    },
    LONG,
  );
  test(
    'one that is told to end in the middle of a rebuild leaves nothing of it',
    async () => {
      const { parts, stores } = there();
      const ofLearners = async () => (await stores.views.sets()).filter(({ projection }) => projection === 'learners');
      const rebuilding = operate(academy, 'rebuild', { projection: 'learners' });
      let isOver = false;
      void rebuilding.finally(() => (isOver = true));
      while (!isOver && (await ofLearners()).length < 2) await sleep(1);
      await parts.progress.end();
      const { body } = await rebuilding;
      expect(await ofLearners()).toHaveLength(1);
      expect(body[0]?.hash ?? body.errors[0].extensions.code).toMatch(/^([0-9a-f]{64}|UNAVAILABLE)$/);
      await parts.progress.again();
    },
    LONG,
  );
});

const versionOf = (name: string): number => projections.find((projection) => projection.name === name)?.version ?? 0;
