import 'reflect-metadata';
import { graphql, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import {
  categoryOf,
  ERASED,
  NO_STREAM,
  part,
  readerOf,
  rebuild,
  streamName,
  unsealAll,
  type EventOf,
  type FrameworkEvents,
  type RoleEvents,
  type RubricEvents,
  type Sealed,
} from '@proficio/events';
import { Role, type Context } from '@proficio/graph';
import { ADA, BOB, META, TENANT, uuid } from '@proficio/tests';
import { temporaryStores } from '@proficio/tests/stores';
import { ACADEMY } from './academy.sample.js';
import { enrolmentProgress } from './enrolment-progress/enrolment-progress.js';
import { learners } from './learners/learners.js';
import { recognitions } from './recognitions/recognitions.js';
import { progress } from './service.js';

const FRAMEWORK = 'ai-product-manager';
const CARA = 'ca4a'.padEnd(32, '0');
const NOW = new Date('2026-01-05T09:00:00Z');

const { events, views, keys, kernel, follow } = temporaryStores();
const read = readerOf(views);
let schema: GraphQLSchema;
let until: Context['until'];
let ids = 0;

interface Who {
  readonly actor?: string;
  readonly role?: Role;
  readonly tenant?: string;
}
const ada: Who = { actor: ADA, role: Role.LEARNER };
const bob: Who = { actor: BOB, role: Role.LEARNER };
const assessor: Who = { actor: CARA, role: Role.ASSESSOR };
const administrator: Who = { actor: CARA, role: Role.ADMINISTRATOR };
const analyst: Who = { actor: CARA, role: Role.ANALYST };
const curator: Who = { actor: CARA, role: Role.CURATOR };

const contextOf = ({ actor = ADA, role = Role.LEARNER, tenant = TENANT }: Who): Context => ({
  caller: { actor, role, tenant },
  kernel,
  read,
  until,
  now: NOW,
  newId: () => `generated-${++ids}`,
  correlationId: 'test',
});

/** The views are at the head before each request, as `x-proficio-after` makes them. */
const ask = async (who: Who, source: string, variableValues: Record<string, unknown> = {}) => {
  await until(await events.head());
  return JSON.parse(JSON.stringify(await graphql({ schema, source, variableValues, contextValue: contextOf(who) })));
};
const data = async (who: Who, source: string, variables: Record<string, unknown> = {}) => {
  const { data, errors } = await ask(who, source, variables);
  expect(errors).toBeUndefined();
  return data;
};
const codeOf = async (who: Who, source: string, variables: Record<string, unknown> = {}) =>
  (await ask(who, source, variables)).errors?.[0]?.extensions?.code;

const PROBLEM = '... on Problem { __typename code faults { field reason } }';
const mutation = (name: string, fields: string) => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation($input: ${type}!) { ${name}(input: $input) { ${fields} ${PROBLEM} } }`;
};
const learnerMutation = (name: string) => mutation(name, '... on LearnerPayload { position learner { id } }');
const enrolmentMutation = (name: string) =>
  mutation(name, '... on EnrolmentPayload { position enrolment { id status } }');
const artefactMutation = (name: string) =>
  mutation(name, '... on ArtefactPayload { position artefact { id } enrolment { id status } }');
const run = async (who: Who, name: string, query: (name: string) => string, input: Record<string, unknown>) =>
  (await data(who, query(name), { input }))[name];
const enrol = (who: Who, input: Record<string, unknown>) => run(who, 'enrol', enrolmentMutation, input);
const fieldsOf = ({ faults }: { faults: { field: string }[] }) => faults.map(({ field }) => field);

type Published = EventOf<typeof FrameworkEvents> | EventOf<typeof RoleEvents> | EventOf<typeof RubricEvents>;
/** What another service wrote. */
const written = (category: string, id: string, tenant: string, ...past: readonly Published[]) =>
  events.append(
    streamName(category, tenant, id),
    NO_STREAM,
    past.map(({ type, data }, index) => ({
      id: `${tenant} ${id} ${index}`,
      type,
      data,
      meta: { ...META, tenant, commandDigest: '', causationId: '', schemaVersion: 1 },
    })),
  );
const target = { framework: FRAMEWORK, domain: 'product-strategy', skill: null, level: 2 };

beforeAll(async () => {
  schema = await buildSchema({ resolvers: progress.resolvers, validate: false, skipCheck: true });
  until = await follow(progress.projections);
  await written('framework', FRAMEWORK, TENANT, {
    type: 'FrameworkPublished',
    data: { framework: FRAMEWORK, version: 1, part: 1, parts: 1, content: ACADEMY },
  });
  await written('framework', 'draft', TENANT, {
    type: 'FrameworkDrafted',
    data: { framework: 'draft', part: 1, parts: 1, content: ACADEMY },
  });
  await written('role', 'pm', TENANT, {
    type: 'RolePublished',
    data: { role: 'pm', version: 4, content: { title: 'PM', description: '', targets: [target] } },
  });
  const levels = [
    { key: 'weak', title: 'Weak', description: '', value: 0.25 },
    { key: 'good', title: 'Good', description: '', value: 0.75 },
  ];
  const bindings = [{ framework: FRAMEWORK, skill: 'evaluation-design', share: 1 }];
  const criteria = [{ key: 'metrics', title: 'Metrics', bindings, weight: 1, levels }];
  await written('rubric', 'evaluation', TENANT, {
    type: 'RubricDefined',
    data: { rubric: 'evaluation', content: { title: 'Evaluation', criteria } },
  });
});

const PROFILE = `query($learner: ID!) { learner(id: $learner) { id enrolments(first: 10) {
  edges { node { id status startedAt course { id } } } pageInfo { hasNextPage endCursor } } } }`;
const ENROLMENT = `query($id: ID!) { enrolment(id: $id) {
  id status startedAt endedAt learner { id } framework { id } course { id } role { id }
  paths { path { id } closed
    conditions { kind target artefact count reached done }
    activities { activity { id } status hours closed } }
  artefacts { edges { node { id kind activity { id } submittedAt
    title { state text } link { state text } note { state text }
    review { accepted rubric criteria { criterion level outcome } comment { state text } } } } } } }`;

describe('who asks', () => {
  const VIEWER = '{ viewer { tenant role learner { id registered erased name { state text } } } }';

  test('is told tenant, role and their own id', async () => {
    const learner = { id: CARA, registered: false, erased: false, name: null };
    expect(await data(curator, VIEWER)).toEqual({ viewer: { tenant: TENANT, role: 'CURATOR', learner } });
  });
  test('finds themselves, with an empty profile', async () => {
    const empty = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };
    expect(await data(bob, PROFILE, { learner: BOB })).toEqual({ learner: { id: BOB, enrolments: empty } });
  });
  test('finds nobody else who was not met, nor what is no id', async () => {
    for (const learner of ['f'.repeat(32), 'nobody', '', '\ud800', "' OR 1=1 --"])
      expect(await codeOf(administrator, PROFILE, { learner })).toBe('NOT_FOUND');
  });
});

describe('registering, naming, listing', () => {
  const LEARNERS = `query($first: Int!, $after: String) { learners(first: $first, after: $after) {
    edges { cursor node { id name { state text } registered } } pageInfo { hasNextPage endCursor } } }`;
  const DAN = { issuer: 'https://idp.example', subject: 'dan@example.org', name: 'Dan Planted' };
  let dan: string;

  beforeAll(async () => {
    dan = (await run(assessor, 'registerLearner', learnerMutation, { ...DAN, commandId: 'register-dan' })).learner.id;
  });

  test('an id tells nothing of the person', () => expect(dan).toMatch(/^[0-9a-f]{32}$/));
  test('the same command is answered as the first time, other content under it is refused', async () => {
    const again = await run(assessor, 'registerLearner', learnerMutation, { ...DAN, commandId: 'register-dan' });
    expect(again.learner.id).toBe(dan);
    const other = { ...DAN, name: 'Daniel', commandId: 'register-dan' };
    expect(await run(assessor, 'registerLearner', learnerMutation, other)).toMatchObject({ code: 'COMMAND_ID_REUSED' });
  });
  test('staff read the name, an analyst learns only that there is one, a learner and a curator find nobody', async () => {
    const NAME = 'query($learner: ID!) { learner(id: $learner) { name { state text } } }';
    const name = async (who: Who) => (await data(who, NAME, { learner: dan })).learner.name;
    expect(await name(assessor)).toEqual({ state: 'SHOWN', text: 'Dan Planted' });
    expect(await name(analyst)).toEqual({ state: 'WITHHELD', text: null });
    for (const who of [bob, curator]) expect(await codeOf(who, NAME, { learner: dan })).toBe('NOT_FOUND');
  });
  test('oneself is named by oneself, others are not', async () => {
    const naming = { learner: dan, name: 'Danny' };
    expect(await run({ actor: dan }, 'nameLearner', learnerMutation, naming)).toMatchObject({ learner: { id: dan } });
    expect(await run(bob, 'nameLearner', learnerMutation, naming)).toMatchObject({ code: 'LEARNER_UNKNOWN' });
    expect(await data({ actor: dan }, '{ viewer { learner { name { text } registered } } }')).toEqual({
      viewer: { learner: { name: { text: 'Danny' }, registered: true } },
    });
  });
  test('bad input is told by field', async () => {
    const bad = { issuer: '', subject: 'a\0b', name: '\ud800', commandId: 'x'.repeat(201) };
    const problem = await run(assessor, 'registerLearner', learnerMutation, bad);
    expect(problem).toMatchObject({ __typename: 'InvalidInput', code: 'INVALID_INPUT' });
    expect(fieldsOf(problem)).toEqual(['commandId', 'issuer', 'subject', 'name']);
    const long = { ...DAN, name: 'x'.repeat(201) };
    expect(fieldsOf(await run(assessor, 'registerLearner', learnerMutation, long))).toEqual(['name']);
    expect(fieldsOf(await run(assessor, 'nameLearner', learnerMutation, { learner: 'dan', name: ' ' }))).toEqual([
      'learner',
      'name',
    ]);
  });
  test('the list pages through everyone once, and knows no other tenant', async () => {
    for (const subject of ['e', 'f', 'g'])
      await run(assessor, 'registerLearner', learnerMutation, { issuer: 'i', subject, name: subject });
    const all = (await data(analyst, LEARNERS, { first: 100 })).learners.edges;
    const seen: unknown[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { learners } = await data(analyst, LEARNERS, { first: 2, after });
      seen.push(...learners.edges);
      after = learners.pageInfo.endCursor;
      more = learners.pageInfo.hasNextPage;
    }
    expect(seen).toEqual(all);
    expect(all.length).toBeGreaterThanOrEqual(4);
    const elsewhere = await data({ ...administrator, tenant: 'other' }, LEARNERS, { first: 10 });
    expect(elsewhere.learners.edges).toEqual([]);
    expect(await codeOf({ ...administrator, tenant: 'other' }, PROFILE, { learner: dan })).toBe('NOT_FOUND');
  });
  test('a page is 1 to 100', async () => {
    for (const first of [0, -1, 101]) expect(await codeOf(assessor, LEARNERS, { first })).toBe('BAD_INPUT');
  });
});

describe('an enrolment', () => {
  let id: string;
  const IN = { framework: FRAMEWORK, course: 'masterclass', role: 'pm' };

  beforeAll(async () => {
    id = (await enrol(ada, { ...IN, occurredAt: '2026-01-01T10:00:00+01:00', commandId: 'enrol-ada' })).enrolment.id;
  });

  test('is read back as the profile shows it', async () => {
    const { learner } = await data(ada, PROFILE, { learner: ADA });
    const node = {
      id,
      status: 'ACTIVE',
      startedAt: '2026-01-01T09:00:00.000Z',
      course: { id: `${FRAMEWORK}@1/masterclass` },
    };
    expect(learner.enrolments.edges).toEqual([{ node }]);
    expect(learner.enrolments.pageInfo.hasNextPage).toBe(false);
  });
  test('tells its paths, conditions and activities', async () => {
    const { enrolment } = await data(ada, ENROLMENT, { id });
    expect(enrolment).toMatchObject({
      learner: { id: ADA },
      framework: { id: `${FRAMEWORK}@1` },
      role: { id: 'pm@4' },
      endedAt: null,
    });
    expect(enrolment.paths).toHaveLength(5);
    expect(enrolment.paths[1]).toEqual({
      path: { id: `${FRAMEWORK}@1/quality-evaluation` },
      closed: false,
      conditions: [
        { kind: 'ARTEFACT', target: null, artefact: 'evaluation-exercise', count: 1, reached: 0, done: false },
      ],
      activities: [{ activity: { id: `${FRAMEWORK}@1/build-evaluation` }, status: 'OPEN', hours: 0, closed: false }],
    });
  });
  test('again is the same, whoever asks once more and however', async () => {
    expect(await enrol(ada, { ...IN, commandId: 'enrol-ada', occurredAt: '2026-01-02T10:00:00Z' })).toMatchObject({
      enrolment: { id },
    });
    expect(await enrol(ada, IN)).toMatchObject({ enrolment: { id } });
    expect(await enrol(assessor, { ...IN, learner: ADA })).toMatchObject({ enrolment: { id } });
    expect(await enrol(ada, { ...IN, role: null, commandId: 'enrol-ada' })).toMatchObject({
      code: 'COMMAND_ID_REUSED',
    });
  });
  test('in a draft, an unknown version, course, path or role is refused with every fault', async () => {
    const refused = async (input: object) => {
      const problem = await enrol(bob, { framework: FRAMEWORK, ...input });
      return [problem.code, ...fieldsOf(problem)];
    };
    expect(await refused({ framework: 'draft', course: 'c' })).toEqual(['ENROLMENT_INVALID', 'framework']);
    expect(await refused({ course: 'masterclass', version: 7 })).toEqual(['ENROLMENT_INVALID', 'version']);
    expect(await refused({ course: 'nothing', role: 'nobody' })).toEqual(['ENROLMENT_INVALID', 'course', 'role']);
    expect(await refused({ path: 'nothing' })).toEqual(['ENROLMENT_INVALID', 'path']);
    expect(await refused({ course: 'c', path: 'p' })).toEqual(['INVALID_INPUT', 'path']);
    expect(await refused({})).toEqual(['INVALID_INPUT', 'course']);
    expect(await refused({ course: 'Not A Key', version: 0 })).toEqual(['INVALID_INPUT', 'version', 'course']);
    expect(await refused({ course: 'masterclass', occurredAt: '2026-01-05T09:11:00Z' })).toEqual([
      'INVALID_INPUT',
      'occurredAt',
    ]);
    expect((await data(bob, PROFILE, { learner: BOB })).learner.enrolments.edges).toEqual([]);
  });
  test('of someone unknown is refused; of another a learner knows nothing', async () => {
    const unknown = await enrol(assessor, { ...IN, learner: 'f'.repeat(32) });
    expect([unknown.code, ...fieldsOf(unknown)]).toEqual(['LEARNER_UNKNOWN', 'learner']);
    expect(await enrol(bob, { ...IN, learner: ADA })).toMatchObject({ code: 'LEARNER_UNKNOWN' });
    expect(await codeOf(bob, ENROLMENT, { id })).toBe('NOT_FOUND');
    expect(await codeOf(curator, ENROLMENT, { id })).toBe('NOT_FOUND');
    expect(await codeOf({ ...administrator, tenant: 'other' }, ENROLMENT, { id })).toBe('NOT_FOUND');
    expect(await codeOf(ada, ENROLMENT, { id: 'nothing' })).toBe('NOT_FOUND');
  });
  test('takes no one else’s work', async () => {
    const hours = { enrolment: id, activity: 'build-evaluation', hours: 1 };
    expect(await run(bob, 'logHours', enrolmentMutation, hours)).toMatchObject({ code: 'ENROLMENT_NOT_YOURS' });
    expect(await run(bob, 'endEnrolment', enrolmentMutation, { enrolment: id })).toMatchObject({
      code: 'ENROLMENT_NOT_YOURS',
    });
    const elsewhere = await run({ ...ada, tenant: 'other' }, 'logHours', enrolmentMutation, hours);
    expect(elsewhere).toMatchObject({ code: 'ENROLMENT_UNKNOWN' });
  });
  test('bad work is told by field', async () => {
    const refused = async (input: object) =>
      fieldsOf(
        await run(ada, 'logHours', enrolmentMutation, {
          enrolment: id,
          activity: 'build-evaluation',
          hours: 1,
          ...input,
        }),
      );
    for (const hours of [0, -1, 24.5, 1e300]) expect(await refused({ hours })).toEqual(['hours']);
    expect(await refused({ enrolment: 'nothing' })).toEqual(['enrolment']);
    expect(await refused({ enrolment: uuid(9) })).toEqual(['enrolment']);
    expect(await refused({ activity: 'nothing' })).toEqual(['activity']);
    expect(await refused({ occurredAt: '1815-12-10T00:00:00Z' })).toEqual(['occurredAt']);
    const artefact = { enrolment: id, activity: 'build-evaluation', kind: 'evaluation-exercise', title: 'T' };
    const faults = async (change: object) =>
      fieldsOf(await run(ada, 'submitArtefact', artefactMutation, { ...artefact, ...change }));
    expect(await faults({ kind: 'project' })).toEqual(['kind']);
    expect(await faults({ title: 'x'.repeat(301) })).toEqual(['title']);
    expect(await faults({ title: ' ', link: 'javascript:alert(1)', note: '\0' })).toEqual(['title', 'link', 'note']);
    expect(await faults({ link: 'https://a.example/\0' })).toEqual(['link']);
  });

  test('quality evaluation is closed by an accepted exercise, not by hours', async () => {
    const { enrolment } = await enrol(bob, { framework: FRAMEWORK, path: 'quality-evaluation' });
    const at = { enrolment: enrolment.id, activity: 'build-evaluation' };
    const logged = await run(bob, 'logHours', enrolmentMutation, { ...at, hours: 24 });
    expect(logged.enrolment.status).toBe('ACTIVE');
    const completed = await run(bob, 'completeActivity', enrolmentMutation, at);
    expect(completed.enrolment.status).toBe('ACTIVE');

    const submitted = await run(bob, 'submitArtefact', artefactMutation, {
      ...at,
      kind: 'evaluation-exercise',
      title: 'My evaluation',
      link: 'https://example.org/evaluation',
      commandId: 'bob-submits',
    });
    expect(submitted.enrolment.status).toBe('ACTIVE');
    const review = {
      enrolment: enrolment.id,
      artefact: submitted.artefact.id,
      accepted: true,
      rubric: 'evaluation',
      criteria: [{ criterion: 'metrics', level: 'good' }],
      comment: 'Sound',
    };
    const faults = await run(assessor, 'reviewArtefact', artefactMutation, {
      ...review,
      criteria: [{ criterion: 'style', level: 'good' }],
    });
    expect(fieldsOf(faults)).toEqual(['criteria.0.criterion', 'criteria']);
    const reviewed = await run(assessor, 'reviewArtefact', artefactMutation, { ...review, commandId: 'review' });
    expect(reviewed.enrolment.status).toBe('CLOSED');
    expect(await run(assessor, 'reviewArtefact', artefactMutation, { ...review, commandId: 'review' })).toEqual(
      reviewed,
    );
    expect(await run(assessor, 'reviewArtefact', artefactMutation, { ...review, accepted: false })).toMatchObject({
      code: 'ARTEFACT_ACCEPTED',
    });

    const shown = (await data(bob, ENROLMENT, { id: enrolment.id })).enrolment;
    expect(shown).toMatchObject({ status: 'CLOSED', course: null, role: null });
    expect(shown.paths[0]).toMatchObject({
      closed: true,
      activities: [{ status: 'COMPLETED', hours: 24, closed: true }],
    });
    expect(shown.artefacts.edges.map(({ node }: { node: unknown }) => node)).toEqual([
      {
        id: submitted.artefact.id,
        kind: 'evaluation-exercise',
        activity: { id: `${FRAMEWORK}@1/build-evaluation` },
        submittedAt: NOW.toISOString(),
        title: { state: 'SHOWN', text: 'My evaluation' },
        link: { state: 'SHOWN', text: 'https://example.org/evaluation' },
        note: null,
        review: {
          accepted: true,
          rubric: 'evaluation',
          criteria: [{ criterion: 'metrics', level: 'good', outcome: 0.75 }],
          comment: { state: 'SHOWN', text: 'Sound' },
        },
      },
    ]);
    const withheld = (await data(analyst, ENROLMENT, { id: enrolment.id })).enrolment.artefacts.edges[0].node;
    expect(withheld).toMatchObject({ title: { state: 'WITHHELD' }, review: { comment: { state: 'WITHHELD' } } });
  });

  test('a review of what was never submitted is refused', async () => {
    const review = { enrolment: id, artefact: uuid(3), accepted: true };
    expect(await run(assessor, 'reviewArtefact', artefactMutation, review)).toMatchObject({ code: 'ARTEFACT_UNKNOWN' });
    const nowhere = { ...review, enrolment: uuid(9) };
    expect(await run(assessor, 'reviewArtefact', artefactMutation, nowhere)).toMatchObject({
      code: 'ENROLMENT_UNKNOWN',
    });
  });

  test('that ended makes room for the next; a repeat still finds the first', async () => {
    const path = { framework: FRAMEWORK, path: 'responsible-ai' };
    const first = await enrol(ada, { ...path, commandId: 'first' });
    const end = { enrolment: first.enrolment.id };
    expect(await run(ada, 'endEnrolment', enrolmentMutation, end)).toMatchObject({ enrolment: { status: 'ENDED' } });
    const hours = { ...end, activity: 'read-policy', hours: 1 };
    expect(await run(ada, 'logHours', enrolmentMutation, hours)).toMatchObject({ code: 'ENROLMENT_ENDED' });
    const second = await enrol(ada, { ...path, commandId: 'second' });
    expect(second.enrolment).toEqual({ id: expect.not.stringContaining(first.enrolment.id), status: 'ACTIVE' });
    const repeat = await enrol(ada, { ...path, commandId: 'first' });
    expect([repeat.enrolment.id, repeat.position]).toEqual([first.enrolment.id, first.position]);
    expect(await enrol(ada, { ...path, commandId: 'second' })).toEqual(second);
    expect(await run(assessor, 'endEnrolment', enrolmentMutation, { enrolment: second.enrolment.id })).toMatchObject({
      enrolment: { status: 'ENDED' },
    });
    const order = (await data(ada, PROFILE, { learner: ADA })).learner.enrolments.edges;
    const starts = order.map(({ node }: { node: { startedAt: string } }) => node.startedAt);
    expect(starts).toEqual([...starts].sort());
  });
});

describe('prior learning', () => {
  const recognise = async (rows: readonly object[], commandId?: string, who = assessor) =>
    run(
      who,
      'recognisePriorLearning',
      (name) =>
        mutation(
          name,
          '... on RecognitionPayload { position rows { index status recognition code faults { field } } }',
        ),
      { rows, commandId },
    );
  const row = { issuer: 'oulad', subject: '42', framework: FRAMEWORK, skill: 'moat-analysis' };
  const statuses = ({ rows }: { rows: { status: string }[] }) => rows.map(({ status }) => status);
  const RECOGNITIONS = `query($learner: ID!) { learner(id: $learner) { recognitions { edges { node {
    id outcome level source sourceId occurredAt bindings { framework skill share } note { state text } } } } } }`;

  test('is taken row by row, in order, and makes learners known', async () => {
    const rows = [
      { ...row, score: 70, maximum: 100, source: 'banked', sourceId: '1', occurredAt: '2013-10-05T00:00:00Z' },
      { ...row, skill: 'nothing', score: 0.5, source: 'banked', sourceId: '2' },
      { ...row, level: 2, source: 'banked', sourceId: '3' },
      { ...row, score: 2, source: 'banked', sourceId: '4' },
    ];
    const answer = await recognise(rows);
    expect(statuses(answer)).toEqual(['RECOGNISED', 'REFUSED', 'RECOGNISED', 'REFUSED']);
    expect(answer.rows[1]).toMatchObject({
      index: 1,
      code: 'RECOGNITION_INVALID',
      faults: [{ field: 'bindings.0.skill' }],
    });
    expect(answer.rows[3]).toMatchObject({ index: 3, code: 'INVALID_INPUT', faults: [{ field: 'score' }] });
    const head = await events.head();
    expect(statuses(await recognise(rows))).toEqual(['UNCHANGED', 'REFUSED', 'UNCHANGED', 'REFUSED']);
    expect(await events.head()).toBe(head);
  });
  test('is corrected by its source, at the same time', async () => {
    const learner = (await run(assessor, 'registerLearner', learnerMutation, { issuer: 'oulad', subject: '42' }))
      .learner.id;
    const corrected = { ...row, learner, issuer: null, subject: null, score: 0.9, source: 'banked', sourceId: '1' };
    expect(statuses(await recognise([corrected]))).toEqual(['CORRECTED']);
    expect(statuses(await recognise([corrected]))).toEqual(['UNCHANGED']);
    const { edges } = (await data(assessor, RECOGNITIONS, { learner })).learner.recognitions;
    expect(edges[0].node).toMatchObject({ outcome: 0.9, sourceId: '1', occurredAt: '2013-10-05T00:00:00.000Z' });
    expect(edges[1].node).toMatchObject({ outcome: expect.closeTo(0.7, 12), level: 2 });
  });
  test('rows of one source id follow each other within one mutation', async () => {
    const rows = [0.1, 0.2, 0.2, 0.1].map((score) => ({ ...row, score, source: 'banked', sourceId: 'same' }));
    expect(statuses(await recognise(rows))).toEqual(['RECOGNISED', 'CORRECTED', 'UNCHANGED', 'CORRECTED']);
  });
  test('by hand is told apart by the command', async () => {
    const rows = [{ ...row, subject: '43', score: 0.5, note: 'Seen' }];
    const first = await recognise(rows, 'by-hand');
    expect(statuses(first)).toEqual(['RECOGNISED']);
    expect(await recognise(rows, 'by-hand')).toEqual(first);
    const other = await recognise([{ ...row, subject: '43', score: 0.6, note: 'Seen' }], 'by-hand');
    expect(other.rows[0]).toMatchObject({ status: 'REFUSED', code: 'COMMAND_ID_REUSED' });
    const again = await recognise(rows);
    expect(again.rows[0].recognition).not.toBe(first.rows[0].recognition);
    const elsewhere = await recognise(rows, 'by-hand', { ...administrator, actor: BOB });
    expect(elsewhere.rows[0].recognition).not.toBe(first.rows[0].recognition);
  });
  test('takes 1 to 2,000 rows', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        ...row,
        subject: `m${n}`,
        score: 0.5,
        source: 'many',
        sourceId: `${n}`,
      }));
    for (const count of [0, 2001]) expect(fieldsOf(await recognise(many(count)))).toEqual(['rows']);
    expect(new Set(statuses(await recognise(many(2000))))).toEqual(new Set(['RECOGNISED']));
  });
});

describe('erasing', () => {
  const PLANTED = [
    'Eve Planted',
    'Planted title',
    'https://planted.example/',
    'Planted note',
    'Planted comment',
    'Planted prior',
  ];
  let eve: string;
  let enrolment: string;

  const planted = async () => {
    const registered = await run(assessor, 'registerLearner', learnerMutation, {
      issuer: 'i',
      subject: 'eve',
      name: PLANTED[0],
    });
    eve = registered.learner.id;
    enrolment = (await enrol({ actor: eve }, { framework: FRAMEWORK, path: 'quality-evaluation' })).enrolment.id;
    const submitted = await run({ actor: eve }, 'submitArtefact', artefactMutation, {
      enrolment,
      activity: 'build-evaluation',
      kind: 'evaluation-exercise',
      title: PLANTED[1],
      link: PLANTED[2],
      note: PLANTED[3],
      commandId: 'eve-submits',
    });
    await run(assessor, 'reviewArtefact', artefactMutation, {
      enrolment,
      artefact: submitted.artefact.id,
      accepted: true,
      comment: PLANTED[4],
    });
    const rows = [{ learner: eve, framework: FRAMEWORK, skill: 'moat-analysis', score: 0.5, note: PLANTED[5] }];
    await data(
      assessor,
      'mutation($input: RecognisePriorLearningInput!) { recognisePriorLearning(input: $input) { __typename } }',
      { input: { rows } },
    );
  };
  const EVERYTHING = `query($learner: ID!) { learner(id: $learner) { name { state text } erased
    enrolments { edges { node { status artefacts { edges { node { kind
      title { state text } link { state text } note { state text } review { accepted comment { state text } } } } } } } }
    recognitions { edges { node { outcome note { state text } } } } } }`;
  const states = (shown: unknown) => [...JSON.stringify(shown).matchAll(/"state":"(\w+)"/g)].map(([, state]) => state);
  const texts = (shown: unknown) => PLANTED.filter((text) => JSON.stringify(shown).includes(text));
  const sealedInViews = async (): Promise<readonly Sealed<string>[]> => {
    const found: Sealed<string>[] = [];
    for (const set of await views.sets())
      for await (const chunk of views.scan(set))
        JSON.stringify(chunk, (_key, value) => {
          if (value?.subject === eve) found.push(value);
          return typeof value === 'bigint' ? String(value) : value;
        });
    return found;
  };

  beforeAll(planted);

  test('before it, everything is there for the learner and for staff', async () => {
    for (const who of [{ actor: eve }, assessor]) {
      const shown = await data(who, EVERYTHING, { learner: eve });
      expect(texts(shown)).toEqual(PLANTED);
      expect(new Set(states(shown))).toEqual(new Set(['SHOWN']));
    }
    expect(await sealedInViews()).toHaveLength(PLANTED.length);
  });
  test('someone unknown is refused', async () =>
    expect(await run(administrator, 'eraseLearner', learnerMutation, { learner: 'f'.repeat(32) })).toMatchObject({
      code: 'LEARNER_UNKNOWN',
    }));
  test('everything personal reads as erased, in the views and in rebuilt ones; counts and outcomes stay', async () => {
    const erased = await run(administrator, 'eraseLearner', learnerMutation, { learner: eve, commandId: 'erase' });
    expect(erased).toMatchObject({ learner: { id: eve } });
    expect(await run(administrator, 'eraseLearner', learnerMutation, { learner: eve, commandId: 'erase' })).toEqual(
      erased,
    );
    expect(await run(administrator, 'eraseLearner', learnerMutation, { learner: eve })).toMatchObject({
      learner: { id: eve },
    });

    const before = await data(assessor, EVERYTHING, { learner: eve });
    expect(texts(before)).toEqual([]);
    expect(states(before)).toEqual(PLANTED.map(() => 'ERASED'));
    expect(before.learner).toMatchObject({
      erased: true,
      enrolments: { edges: [{ node: { status: 'CLOSED' } }] },
      recognitions: { edges: [{ node: { outcome: 0.5 } }] },
    });
    for (const projection of [part(learners), part(recognitions), part(enrolmentProgress)])
      await rebuild(projection, events, views);
    expect(await data(assessor, EVERYTHING, { learner: eve })).toEqual(before);
    const sealed = await sealedInViews();
    expect(sealed).toHaveLength(PLANTED.length);
    expect(new Set(await unsealAll(keys, TENANT, sealed))).toEqual(new Set([ERASED]));
  });
  test('the learner stays closed everywhere', async () => {
    const at = { enrolment, activity: 'build-evaluation' };
    const submit = { ...at, kind: 'evaluation-exercise', title: PLANTED[1] };
    const closed = [
      run(assessor, 'registerLearner', learnerMutation, { issuer: 'i', subject: 'eve' }),
      run(assessor, 'nameLearner', learnerMutation, { learner: eve, name: 'Eve' }),
      run({ actor: eve }, 'nameLearner', learnerMutation, { learner: eve, name: 'Eve' }),
      enrol(assessor, { learner: eve, framework: FRAMEWORK, course: 'masterclass' }),
      enrol({ actor: eve }, { framework: FRAMEWORK, course: 'masterclass' }),
      run({ actor: eve }, 'logHours', enrolmentMutation, { ...at, hours: 1 }),
      run({ actor: eve }, 'startActivity', enrolmentMutation, at),
      run({ actor: eve }, 'submitArtefact', artefactMutation, submit),
      run({ actor: eve }, 'submitArtefact', artefactMutation, { ...submit, commandId: 'eve-submits' }),
      run(assessor, 'reviewArtefact', artefactMutation, { enrolment, artefact: uuid(4), accepted: true }),
      run(assessor, 'endEnrolment', enrolmentMutation, { enrolment }),
    ];
    for (const answer of await Promise.all(closed)) expect(answer).toMatchObject({ code: 'LEARNER_ERASED' });
    const rows = [{ learner: eve, framework: FRAMEWORK, skill: 'moat-analysis', score: 0.5 }];
    const recognise = mutation('recognisePriorLearning', '... on RecognitionPayload { rows { status code } }');
    expect(await data(assessor, recognise, { input: { rows } })).toEqual({
      recognisePriorLearning: { rows: [{ status: 'REFUSED', code: 'LEARNER_ERASED' }] },
    });
    expect((await data({ actor: eve }, EVERYTHING, { learner: eve })).learner.erased).toBe(true);
  });
  test('a crash between the event and the key is mended at start', async () => {
    const registered = await run(assessor, 'registerLearner', learnerMutation, {
      issuer: 'i',
      subject: 'fay',
      name: 'Fay',
    });
    const fay = registered.learner.id;
    await events.append(streamName('learner', TENANT, fay), 0n, [
      {
        id: uuid(77),
        type: 'LearnerErased',
        data: { learner: fay },
        meta: { ...META, commandDigest: '', causationId: '', schemaVersion: 1 },
      },
    ]);
    await until(await events.head());
    await progress.resume?.({ kernel, read });
    expect((await keys.getMany(TENANT, [fay])).get(fay)).toBe('destroyed');
    expect((await keys.getMany(TENANT, [ADA])).get(ADA)).not.toBe('destroyed');
    expect(await enrol({ actor: fay }, { framework: FRAMEWORK, course: 'masterclass' })).toMatchObject({
      code: 'LEARNER_ERASED',
    });
  });
});

test('entities are found by those who may see them', async () => {
  const { enrolment } = await enrol(ada, { framework: FRAMEWORK, course: 'masterclass' });
  await until(await events.head());
  const { Learner, Enrolment, Artefact } = progress.references;
  expect(await Enrolment?.({ id: enrolment.id }, contextOf(ada))).toMatchObject({ id: enrolment.id });
  await expect(Enrolment?.({ id: enrolment.id }, contextOf(bob))).rejects.toThrow('not found');
  await expect(Artefact?.({ id: uuid(5) }, contextOf(ada))).rejects.toThrow('not found');
  expect(await Learner?.({ id: ADA }, contextOf(assessor))).toMatchObject({ id: ADA });
  expect(() => Learner?.({ id: ADA }, contextOf(bob))).toThrow('not found');
});

test('everything that was written decodes strictly', async () => {
  const families = new Map(progress.families.map((family) => [family.category, family]));
  let count = 0;
  for await (const batch of events.readAll({ categories: [...families.keys()] }))
    for (const event of batch.events) {
      families.get(categoryOf(event.stream))?.decodeStrictly(event);
      count++;
    }
  expect(count).toBeGreaterThan(2000);
});
