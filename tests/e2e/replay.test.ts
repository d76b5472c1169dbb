import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { NO_STREAM, PolicyEvents, streamName } from '@proficio/events';
import { META } from '@proficio/tests';
import { openAcademy, type Academy, type Json, type Person } from './academy.js';
import { examRows, learnerId, untilOver } from './replaying.js';

const FRAMEWORK = 'ai-product-manager';
const LEARNERS = 100;
let academy: Academy;
let analyst: Person;
let administrator: Person;
let position: string;

const PROFILE = `query ($learner: ID!, $policy: String, $asOf: DateTime, $clock: Clock) { learner(id: $learner) {
  competency(framework: "${FRAMEWORK}", policy: $policy, asOf: $asOf, clock: $clock) {
    policy position domains { domain { key } score level band skills { skill { key } score level band } }
  } } }`;
const FIELDS = `id framework policy against status startedAt startedBy endedAt endedBy
  progress { learners evidence done perSecond secondsLeft stalled }
  difference { learners moved
    domains { key moved bands { from { level band } to { level band } learners } }
    skills { key moved bands { from { level band } to { level band } learners } } }
  moves(first: 100) { edges { node { learner { id } domain skill from { band } to { band } } } }`;

const profile = async (learner: string, variables: object = {}): Promise<Json> =>
  (await analyst.ask(PROFILE, { learner, ...variables }, { 'x-proficio-after': position })).data.learner.competency;
const replay = async (id: string): Promise<Json> =>
  (await analyst.ask(`query ($id: ID!) { replay(id: $id) { ${FIELDS} } }`, { id }, { 'x-proficio-after': position }))
    .data.replay;
const start = async (policy: string, input: object = { framework: FRAMEWORK }): Promise<Json> => {
  const started = await analyst.does('startReplay', '... on ReplaysStarted { position replays }', { policy, ...input });
  position = started.position ?? position;
  return started;
};
const ENDED = '... on ReplayEnded { position changed }';
const ANSWERS: Readonly<Record<string, string>> = {
  cancelReplay: ENDED,
  discardReplay: ENDED,
  publishReplay: '... on PolicyInForce { position framework policy }',
};
/** What a mutation on a replay answers; what it wrote is waited for from then on. */
const told = async (person: Person, name: keyof typeof ANSWERS, id: string): Promise<Json> => {
  const answer = await person.does(name, ANSWERS[name] ?? '', { replay: id });
  position = answer.position ?? position;
  return answer;
};
const over = (id: string): Promise<Json> => untilOver(analyst, id, FIELDS, { 'x-proficio-after': position });
const completed = async (policy: string): Promise<Json> => over((await start(policy)).replays[0]);

const WORST = learnerId(3);

beforeAll(async () => {
  academy = await openAcademy();
  analyst = academy.as('analyst', 'anna');
  administrator = academy.as('administrator', 'root');
  const rows = examRows(LEARNERS);
  const recorded = await academy
    .as('assessor', 'max')
    .does('recordResults', '... on ResultsRecorded { position rows { status } }', { rows });
  expect(new Set(recorded.rows.map(({ status }: Json) => status))).toEqual(new Set(['RECORDED']));
  position = recorded.position;
}, 60_000);
afterAll(() => academy.stop());

/** What a difference must say, counted from every learner's own profile under either policy. */
const countedByHand = async (before: string, after: string): Promise<Map<string, number>> => {
  const counts = new Map<string, number>();
  for (let n = 0; n < LEARNERS; n++) {
    const one = await profile(learnerId(n), { policy: before });
    const other = await profile(learnerId(n), { policy: after });
    one.domains.forEach(({ domain, band }: Json, index: number) => {
      const name = `${domain.key}: ${band} to ${other.domains[index].band}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    });
  }
  return counts;
};

test('a replay says who would stand where, and changes nothing that is shown', async () => {
  const shown = await profile(WORST);
  const found = await completed('canvas/highest@1');
  expect(found).toMatchObject({
    framework: FRAMEWORK,
    policy: 'canvas/highest@1',
    against: 'proficiency@1',
    status: 'COMPLETED',
    startedBy: await analyst.id(),
    progress: { learners: LEARNERS, evidence: expect.any(Number), done: 1, secondsLeft: 0 },
    difference: { learners: LEARNERS },
  });
  const domains = new Map<string, number>(
    found.difference.domains.flatMap(({ key, bands }: Json) =>
      bands.map(({ from, to, learners }: Json) => [`${key}: ${from.band} to ${to.band}`, learners]),
    ),
  );
  expect(domains).toEqual(await countedByHand('proficiency@1', 'canvas/highest@1'));
  expect(await profile(WORST)).toEqual({ ...shown, position: expect.any(String) });
}, 60_000);

test('those who move are listed, in all places or in one', async () => {
  const { id, difference } = await completed('canvas/latest@1');
  const ask = async (args: string): Promise<readonly Json[]> => {
    const listed: Json[] = [];
    for (let after = '', more = true; more;) {
      const query = `{ replay(id: "${id}") { moves(first: 40 ${args} ${after}) {
        edges { node { learner { id } domain skill from { level } to { level } } } pageInfo { hasNextPage endCursor } } } }`;
      const { edges, pageInfo } = (await analyst.ask(query)).data.replay.moves;
      listed.push(...edges.map(({ node }: Json) => node));
      after = `after: "${pageInfo.endCursor}"`;
      more = pageInfo.hasNextPage;
    }
    return listed;
  };
  const everywhere = await ask('');
  expect(new Set(everywhere.map(({ learner }) => learner.id)).size).toBe(difference.moved);
  expect(everywhere.every(({ from, to }) => from.level !== to.level)).toBe(true);
  const { key, moved } = difference.skills.find((one: Json) => one.moved > 0);
  const there = await ask(`skill: "${key}"`);
  expect(there).toHaveLength(moved);
  expect(there.map(({ learner }) => learner.id)).toEqual(there.map(({ learner }) => learner.id).toSorted());
}, 60_000);

test('once published, its numbers are shown; those of days before stay as they were', async () => {
  const before = await profile(WORST);
  const then = new Date().toISOString();
  const { id } = await completed('canvas/average@1');
  expect(await told(analyst, 'publishReplay', id).catch((error: Error) => error.message)).toMatch('FORBIDDEN');
  const published = await told(administrator, 'publishReplay', id);
  expect(published).toMatchObject({ framework: FRAMEWORK, policy: 'canvas/average@1' });

  const after = await profile(WORST);
  expect([before.policy, after.policy]).toEqual(['proficiency@1', 'canvas/average@1']);
  expect(after.position).toBe(published.position);
  expect(after.domains).toEqual((await profile(WORST, { policy: 'canvas/average@1' })).domains);
  for (const clock of ['RECORDED', 'OCCURRED']) {
    const shown = await profile(WORST, { asOf: then, clock });
    expect([clock, shown.policy, shown.domains]).toEqual([clock, 'proficiency@1', before.domains]);
  }
  const asked = `{ frameworkPolicy(framework: "${FRAMEWORK}") { policy published { policy publishedBy publishedAt replay } } }`;
  expect((await academy.as('learner', 'ada').ask(asked)).data.frameworkPolicy).toEqual({
    policy: 'canvas/average@1',
    published: [
      {
        policy: 'canvas/average@1',
        publishedBy: await administrator.id(),
        publishedAt: expect.any(String),
        replay: id,
      },
    ],
  });
  expect(await told(administrator, 'discardReplay', id)).toMatchObject({ code: 'REPLAY_PUBLISHED' });
}, 60_000);

test('what compared with another policy than the one in force is outdated', async () => {
  const first = await completed('canvas/latest@1');
  const second = await completed('canvas/highest@1');
  await told(administrator, 'publishReplay', second.id);
  expect(await told(administrator, 'publishReplay', first.id)).toMatchObject({
    code: 'REPLAY_OUTDATED',
    faults: [{ field: 'replay', reason: 'compared with canvas/average@1; now canvas/highest@1 is in force' }],
  });
  const back = await completed('proficiency@1');
  expect(await told(administrator, 'publishReplay', back.id)).toMatchObject({ policy: 'proficiency@1' });
}, 60_000);

test('what is cancelled or discarded shows nothing more, and cannot be published', async () => {
  const { replays } = await start('canvas/weighted-average@1');
  expect(await start('canvas/weighted-average@1')).toMatchObject({
    code: 'REPLAY_RUNNING',
    faults: [{ field: 'policy' }],
  });
  const cancelled = await told(analyst, 'cancelReplay', replays[0]);
  if (cancelled.changed) {
    expect(await replay(replays[0])).toMatchObject({ status: 'CANCELLED', difference: null, moves: { edges: [] } });
    expect(await told(administrator, 'publishReplay', replays[0])).toMatchObject({ code: 'REPLAY_CANCELLED' });
  }
  const { id } = await completed('canvas/weighted-average@1');
  expect(await told(analyst, 'discardReplay', id)).toMatchObject({ changed: true });
  expect(await replay(id)).toMatchObject({
    status: 'DISCARDED',
    progress: null,
    difference: null,
    moves: { edges: [] },
  });
  expect(await told(administrator, 'publishReplay', id)).toMatchObject({ code: 'REPLAY_DISCARDED' });
}, 60_000);

test('a cohort that is removed or defined anew is replayed as it was', async () => {
  const define = (learners: readonly string[]) =>
    analyst.does('defineCohort', '... on CohortMoved { position }', { key: 'group', title: 'Group', learners });
  ({ position } = await define(Array.from({ length: LEARNERS / 2 }, (_, n) => learnerId(n))));
  // All are read before the cohort is.
  const [{ replays: all }, { replays: some }] = [
    await start('canvas/n-mastery@1 {n: 2}'),
    await start('canvas/n-mastery@1 {n: 2}', { framework: FRAMEWORK, cohort: 'group' }),
  ];
  await define([WORST]);
  await analyst.does('removeCohort', '... on CohortMoved { position }', { key: 'group' });
  expect(await over(some[0])).toMatchObject({ status: 'COMPLETED', difference: { learners: LEARNERS / 2 } });
  expect(await over(all[0])).toMatchObject({ status: 'COMPLETED', difference: { learners: LEARNERS } });
}, 60_000);

test('what cannot be found for now says so, and nobody publishes it unseen', async () => {
  const id = randomUUID();
  const which = { framework: FRAMEWORK, replay: id };
  const [newer, against] = ['canvas/highest', 'proficiency'].map((name, index) => ({
    id: name,
    version: 2 - index,
    parameters: {},
  }));
  const recordedAt = new Date().toISOString();
  const meta = { ...META, tenant: 'academy', recordedAt, commandDigest: 'd', causationId: 'c', schemaVersion: 1 };
  const stream = streamName(PolicyEvents.category, 'academy', FRAMEWORK);
  const last = (await academy.stores.events.read(stream)).at(-1)?.revision ?? NO_STREAM;
  const written = await academy.stores.events.append(stream, last, [
    { id: randomUUID(), meta, type: 'ReplayStarted', data: { ...which, policy: newer, against, cohort: null } },
    { id: randomUUID(), meta, type: 'ReplayCompleted', data: { ...which, learners: LEARNERS, evidence: LEARNERS } },
  ]);
  position = String(written.position);
  while (!(await replay(id)).progress?.stalled) await sleep(20);
  expect(await replay(id)).toMatchObject({
    status: 'RUNNING',
    progress: { stalled: true, done: 0, secondsLeft: null },
    difference: null,
    moves: { edges: [] },
  });
  expect(academy.log()).toMatch('there is no canvas/highest@2');
  expect(await told(administrator, 'publishReplay', id)).toMatchObject({
    code: 'REPLAY_RUNNING',
    faults: [{ field: 'replay', reason: expect.any(String) }],
  });
  expect(await completed('canvas/highest@1')).toMatchObject({ progress: { stalled: false } });
  expect(await told(analyst, 'discardReplay', id)).toMatchObject({ changed: true });
  expect(await replay(id)).toMatchObject({ status: 'DISCARDED' });
}, 60_000);

test('without a framework, every published one is replayed', async () => {
  const { replays } = await start('canvas/decaying-average@1', {});
  expect(replays).toHaveLength(1);
  expect(await over(replays[0])).toMatchObject({ framework: FRAMEWORK, status: 'COMPLETED' });
}, 60_000);

test.each([
  ['canvas/lowest@1', { framework: FRAMEWORK }, 'POLICY_UNKNOWN', 'policy'],
  ['canvas/highest@2', { framework: FRAMEWORK }, 'POLICY_UNKNOWN', 'policy'],
  ['canvas/n-mastery@1 {n: 11}', { framework: FRAMEWORK }, 'POLICY_INVALID', 'n'],
  ['canvas/n-mastery@1 {n: 3, n: 4}', { framework: FRAMEWORK }, 'POLICY_INVALID', 'n'],
  ['canvas/highest@1', { framework: 'unheard-of' }, 'FRAMEWORK_UNKNOWN', 'framework'],
  ['proficiency@1', { framework: FRAMEWORK }, 'POLICY_IN_FORCE', 'policy'],
  ['proficiency@1', {}, 'POLICY_IN_FORCE', 'policy'],
])('%s in %p is refused: %s', async (policy, where, code, field) =>
  expect(await start(policy, where)).toMatchObject({ __typename: 'Refused', code, faults: [{ field }] }),
);

test('learners neither see nor start replays', async () => {
  const ada = academy.as('learner', 'ada');
  const { errors } = await ada.ask('{ replays { edges { node { id } } } }');
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  await expect(ada.does('startReplay', '', { policy: 'canvas/latest@1' })).rejects.toThrow('FORBIDDEN');
});
