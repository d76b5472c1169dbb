import { execute, parse, type GraphQLError } from 'graphql';
import {
  DESTROYED,
  FrameworkEvents,
  hashOf,
  NO_STREAM,
  NotYetError,
  PARTITION,
  PositionError,
  readerOf,
  rebuild,
  Rejection,
  RoleEvents,
  seal,
  streamName,
  type FrameworkEvent,
  type RoleEvent,
} from '@proficio/events';
import { ACCESS_SDL, Role, type Caller, type Context } from '@proficio/graph';
import { ADA, BOB, META, TENANT, uuid, type Circumstances } from '@proficio/tests';
import { subgraphOf } from '../../../../infra/src/graphql/subgraph.js';
import { temporaryStores } from '../../../../tests/kit/stores.js';
import type { FactEvent } from '../evidence/evidence-of.js';
import { facts, factsOf, FAMILIES } from '../facts.sample.js';
import { content } from '../framework.sample.js';
import { CHUNK } from '../profile/documents.js';
import { competency } from '../service.js';

const stores = temporaryStores();
const { schema } = subgraphOf(competency, ACCESS_SDL);
let until: (position: bigint) => Promise<void> = () => Promise.resolve();
beforeAll(async () => {
  until = await stores.follow(competency.projections);
});

const families: readonly { readonly category: string; readonly types: readonly string[] }[] = [
  ...FAMILIES,
  FrameworkEvents,
  RoleEvents,
];
type Told = (FactEvent | FrameworkEvent | RoleEvent) & Circumstances;
let written = 0;

/** Appends a fact to a stream of its own, and gives its position and the id of its event. */
const append = async ({ type, data, id, meta }: Told) => {
  const event = {
    id: id ?? uuid(++written),
    type,
    data,
    meta: { ...META, commandDigest: 'd', causationId: 'c', schemaVersion: 1, ...meta },
  };
  const family = families.find(({ types }) => types.includes(type));
  const stream = streamName(family?.category ?? '', event.meta.tenant, event.id);
  return { ...(await stores.events.append(stream, NO_STREAM, [event])), id: event.id };
};

const publish = (
  framework: string,
  version: number,
  change: Partial<ReturnType<typeof content>> = {},
  tenant = TENANT,
) =>
  append({
    type: 'FrameworkPublished',
    data: { framework, version, part: 1, parts: 1, content: { ...content(), ...change } },
    meta: { tenant },
  });
const publishRole = (role: string, ...levels: readonly (readonly [domain: string, level: number])[]) =>
  append({
    type: 'RolePublished',
    data: {
      role,
      version: 1,
      content: {
        title: role,
        description: '',
        targets: levels.map(([domain, level]) => ({ framework: 'f', domain, skill: null, level })),
      },
    },
  });

const CY = 'c'.repeat(ADA.length);
const DI = 'd'.repeat(ADA.length);
const ADA_HERSELF: Caller = { tenant: TENANT, actor: ADA, role: Role.LEARNER };
const contextOf = (caller: Caller): Context => ({
  caller,
  kernel: stores.kernel,
  read: readerOf(stores.views),
  until,
  now: new Date(META.recordedAt),
  newId: () => uuid(0),
  correlationId: 'test',
});

const PROFILE = parse(`
  query ($learner: ID!, $framework: String!, $role: String, $policy: String, $asOf: DateTime, $clock: Clock, $after: Position, $first: Int = 20, $cursor: String) {
    _entities(representations: [{ __typename: "Learner", id: $learner }]) {
      ... on Learner {
        id
        competency(framework: $framework, role: $role, policy: $policy, asOf: $asOf, clock: $clock, after: $after) {
          framework { id } policy position incomplete
          domains {
            domain { id } score standardError level band confirmed target gap priority trend { change z }
            coverage { skills withEvidence } evidenceCount
            skills {
              skill { id } score standardError level band confirmed target gap trend { change z } evidenceCount
              explanation { cause words value }
              evidence(first: $first, after: $cursor) {
                edges { cursor node { move { expected own base mean because { cause value } } kind item outcome weight share hesitationMs occurredAt recordedAt counted withdrawn } }
                pageInfo { hasNextPage endCursor }
              }
            }
          }
          recommendations { reason path { id } }
        }
      }
    }
  }`);
interface Reference {
  readonly id: string;
}
interface Part {
  readonly cause: string;
  readonly value: number;
}
interface Piece {
  readonly move: { readonly own: number; readonly base: number; readonly mean: number } | null;
  readonly outcome: number;
  readonly counted: boolean;
  readonly withdrawn: boolean;
}
interface Trend {
  readonly change: number;
  readonly z: number | null;
}
interface Skill {
  readonly skill: Reference;
  readonly score: number | null;
  readonly trend: Trend | null;
  readonly evidenceCount: number;
  readonly explanation: readonly Part[] | null;
  readonly evidence: {
    readonly edges: readonly { readonly node: Piece }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}
interface Domain {
  readonly domain: Reference;
  readonly target: number | null;
  readonly trend: Trend | null;
  readonly evidenceCount: number;
  readonly skills: readonly Skill[];
}
interface Answer {
  readonly framework: Reference;
  readonly position: string;
  readonly incomplete: boolean;
  readonly domains: readonly Domain[];
  readonly recommendations: readonly { readonly reason: string; readonly path: Reference }[];
}
interface Asked {
  readonly learner?: string;
  readonly framework?: string;
  readonly role?: string;
  readonly policy?: string;
  readonly asOf?: string;
  readonly clock?: 'OCCURRED' | 'RECORDED';
  readonly after?: string;
  readonly first?: number;
  readonly cursor?: string;
}
const ask = async (asked: Asked = {}, caller = ADA_HERSELF) => {
  const variableValues = { learner: ADA, framework: 'f', ...asked };
  const result = await execute({ schema, document: PROFILE, variableValues, contextValue: contextOf(caller) });
  // Through JSON, as a client gets it.
  const data: { _entities: readonly [{ competency: Answer } | null] } | null = JSON.parse(
    JSON.stringify(result.data ?? null),
  );
  return { competency: data?._entities[0]?.competency, errors: result.errors ?? [] };
};
const profileOf = async (asked: Asked = {}, caller?: Caller): Promise<Answer> => {
  const { competency, errors } = await ask(asked, caller);
  if (!competency) throw errors[0];
  return competency;
};
const WEIGHTED_AVERAGE = 'canvas/weighted-average@1';
/** As a client reads them: whoever serves the schema gives a rejection its code. */
const codes = (errors: readonly GraphQLError[]) =>
  errors.map(({ extensions, originalError }) =>
    originalError instanceof Rejection ? originalError.code : extensions['code'],
  );
const named = <T>(found: T | undefined): T => {
  if (!found) throw new Error('it is not in the profile');
  return found;
};
const domain = ({ domains }: Answer, key: string) => named(domains.find(({ domain }) => domain.id.endsWith(`/${key}`)));
const skill = ({ domains }: Answer, key: string) =>
  named(domains.flatMap(({ skills }) => skills).find(({ skill }) => skill.id.endsWith(`/${key}`)));
const nodes = ({ evidence }: Skill) => evidence.edges.map(({ node }) => node);
const paths = ({ recommendations }: Answer) => recommendations.map(({ path }) => path.id);

beforeAll(async () => {
  await publish('f', 1);
  await publishRole('pm', ['a', 2], ['b', 3]);
  const { position } = await append({ ...facts.enrolled(1, ['path-a', 'path-b'], 'pm'), id: 'enrolled' });
  await until(position);
});

test('an empty profile shows everything there is to learn', async () => {
  const { position } = await publish('empty', 1);
  const answer = await profileOf({ framework: 'empty', after: String(position) });
  expect(answer).toMatchObject({
    framework: { id: 'empty@1' },
    policy: 'proficiency@1',
    position: String(position),
    recommendations: [],
  });
  expect(answer.domains).toHaveLength(3);
  expect(domain(answer, 'a')).toEqual({
    domain: { id: 'empty@1/a' },
    score: null,
    standardError: null,
    level: 0,
    band: 'novice',
    confirmed: null,
    target: null,
    gap: null,
    priority: null,
    trend: null,
    coverage: { skills: 2, withEvidence: 0 },
    evidenceCount: 0,
    skills: [expect.objectContaining({ skill: { id: 'empty@1/a1' } }), expect.anything()],
  });
});

test('an answer is read back at once, with the evidence behind the number', async () => {
  await append(facts.answered('a1', 0.5));
  const { position } = await append(facts.answered('a1', 1, 'q2'));
  const answer = await profileOf({ after: String(position), policy: WEIGHTED_AVERAGE });
  expect(answer.position).toBe(String(position));
  expect(skill(answer, 'a1')).toMatchObject({
    score: 0.825,
    level: 3,
    band: 'strong',
    target: 2,
    gap: 0,
    evidenceCount: 2,
  });
  expect(nodes(skill(answer, 'a1'))).toEqual([
    expect.objectContaining({ kind: 'scored-item', item: 'q1', outcome: 0.5, weight: 1, counted: true }),
    {
      move: null,
      kind: 'scored-item',
      item: 'q2',
      outcome: 1,
      weight: 1,
      share: 1,
      hesitationMs: 1200,
      occurredAt: META.occurredAt,
      recordedAt: META.recordedAt,
      counted: true,
      withdrawn: false,
    },
  ]);
  expect(domain(answer, 'a')).toMatchObject({ score: 0.825, coverage: { skills: 2, withEvidence: 1 } });
});

test('a position that told nothing of this learner is contained all the same', async () => {
  const { position } = await append(factsOf(BOB).result('a1', 1));
  expect((await profileOf({ after: String(position) })).position).toBe(String(position));
});

test('corrected and withdrawn evidence is shown, marked, and no longer counted', async () => {
  const first = await append({ ...facts.result('c1', 0.1), meta: { occurredAt: '2026-01-01T00:00:00.000Z' } });
  await append({ ...facts.result('c1', 0.5), meta: { occurredAt: '2026-01-02T00:00:00.000Z' } });
  const second = await append(facts.correction(first.id, 'c1', 0.9));
  const corrected = await profileOf({ after: String(second.position), policy: WEIGHTED_AVERAGE });
  expect(skill(corrected, 'c1')).toMatchObject({ score: (50 * 0.65 + 90 * 0.35) / 100, evidenceCount: 2 });
  expect(nodes(skill(corrected, 'c1')).map(({ outcome, withdrawn }) => [outcome, withdrawn])).toEqual([
    [0.1, true],
    [0.9, false],
    [0.5, false],
  ]);
  const last = await append(facts.withdrawal(second.id, 'c1'));
  const withdrawn = skill(await profileOf({ after: String(last.position), policy: WEIGHTED_AVERAGE }), 'c1');
  expect(withdrawn).toMatchObject({ score: 0.5, evidenceCount: 1 });
  expect(nodes(withdrawn).filter(({ counted }) => counted)).toHaveLength(1);
});

test('evidence of many chunks is read whole, page by page', async () => {
  const count = 4 * CHUNK + 5;
  let position = 0n;
  for (let n = 0; n < count; n++) ({ position } = await append(facts.result('b1', n === count - 1 ? 1 : 0)));
  const answer = await profileOf({ after: String(position), first: 100, policy: WEIGHTED_AVERAGE });
  expect(skill(answer, 'b1')).toMatchObject({ score: 0.65, evidenceCount: count });
  const { edges, pageInfo } = skill(answer, 'b1').evidence;
  expect([edges.length, pageInfo.hasNextPage]).toEqual([100, true]);
  const rest = skill(await profileOf({ first: 100, cursor: pageInfo.endCursor }), 'b1').evidence;
  expect([rest.edges.length, rest.pageInfo.hasNextPage]).toEqual([count - 100, false]);
});

test('the version is that of the enrolment, until it ends', async () => {
  const { skills } = content();
  const { position } = await publish('f', 2, { skills: skills.filter(({ key }) => key !== 'a1') });
  expect((await profileOf({ after: String(position) })).framework).toEqual({ id: 'f@1' });
  expect((await profileOf({ learner: BOB }, { ...ADA_HERSELF, actor: BOB })).framework).toEqual({ id: 'f@2' });
});

test('targets are those of the role asked for, else of the role of the enrolment', async () => {
  const { position } = await publishRole('senior', ['c', 3]);
  const targets = async (asked: Asked) =>
    (await profileOf({ after: String(position), ...asked })).domains.map(({ target }) => target);
  expect(await targets({})).toEqual([2, 3, null]);
  expect(await targets({ role: 'senior' })).toEqual([null, null, 3]);
});

test('open paths are recommended, with their reasons', async () => {
  const before = await profileOf({ policy: WEIGHTED_AVERAGE });
  expect(paths(before)).toEqual(['f@1/path-b', 'f@1/path-a']);
  expect(before.recommendations[0]?.reason).toContain('1 level below its target, Strong');
  const { position } = await append(facts.logged('read', 2, 'a1'));
  const later = await profileOf({ after: String(position) });
  expect(paths(later)).toEqual(['f@1/path-b']);
});

describe('by the estimator', () => {
  const graded = (outcome: number, occurred: string, recordedAt: string) =>
    append({
      ...factsOf(CY).result([{ framework: 'g', skill: 'c1', share: 1 }], outcome, { kind: 'scored-item' }),
      meta: { occurredAt: occurred, recordedAt },
    });
  const cy = (asked: Asked = {}) => profileOf({ learner: CY, framework: 'g', ...asked }, { ...ADA_HERSELF, actor: CY });
  let last = 0n;
  beforeAll(async () => {
    await publish('g', 1);
    await graded(1, '2025-11-01T00:00:00.000Z', '2025-11-02T00:00:00.000Z');
    await graded(1, '2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z');
    ({ position: last } = await graded(0, '2025-12-24T00:00:00.000Z', '2026-01-04T00:00:00.000Z'));
    await until(last);
  });

  test('a number says how sure it is, why it stands there, and what each answer moved it by', async () => {
    const answer = await cy();
    expect(answer).toMatchObject({ policy: 'proficiency@1' });
    const shown = skill(answer, 'c1');
    expect(shown).toMatchObject({ level: expect.any(Number), confirmed: false });
    const sum = named(shown.explanation ?? undefined).reduce((all, { value }) => all + value, 0);
    expect(shown.explanation?.map(({ cause }) => cause)).toEqual(['learner', 'learner-skill', 'practice', 'ease']);
    const moves = nodes(shown).map(({ move }) => named(move ?? undefined));
    expect(moves.map(({ own }) => Math.sign(own))).toEqual([1, -1, 1]);
    expect(moves.reduce((all, { own, base }) => all + own + base, 0)).toBeCloseTo(sum, 9);
    expect(moves.at(-1)?.mean).toBeCloseTo(sum, 9);
  });
  test('any other policy can be asked for, and none of the rules explains itself', async () => {
    const scores = async (policy: string) => {
      const answer = await cy({ policy });
      expect(answer).toMatchObject({ policy });
      expect(skill(answer, 'c1')).toMatchObject({ standardError: null, confirmed: null, explanation: null });
      expect(nodes(skill(answer, 'c1')).map(({ move }) => move)).toEqual([null, null, null]);
      return skill(answer, 'c1').score;
    };
    expect(await scores('canvas/highest@1')).toBe(1);
    expect(await scores('canvas/latest@1')).toBe(1);
    expect(await scores('canvas/average@1')).toBe(2 / 3);
    expect(await scores('canvas/n-mastery@1')).toBeNull();
    expect(await scores('canvas/n-mastery@1 {mastery: 0.5, n: 2}')).toBe(1);
    expect(await scores('canvas/weighted-average@1 {percent: 80}')).toBe(0.9);
    expect(await scores('canvas/decaying-average@1')).toBe(0.7725);
  });
  test('as of a day, on either clock; before all evidence it is empty, not an error', async () => {
    const count = async (asked: Asked) => skill(await cy(asked), 'c1').evidenceCount;
    expect(await count({ asOf: '2025-12-31T00:00:00Z' })).toBe(2);
    expect(await count({ asOf: '2025-12-31T00:00:00Z', clock: 'RECORDED' })).toBe(1);
    expect(await count({ asOf: '2026-01-03T12:00:00+12:00', clock: 'RECORDED' })).toBe(2);
    const before = await cy({ asOf: '2001-01-01' });
    expect(domain(before, 'c')).toMatchObject({ score: null, level: 0, confirmed: null, evidenceCount: 0 });
  });
  test('as of now it is the live profile', async () => {
    const live = await cy();
    for (const clock of ['OCCURRED', 'RECORDED'] as const)
      expect(await cy({ asOf: META.recordedAt, clock })).toEqual(clock === 'OCCURRED' ? live : await cy({ clock }));
  });
  test('the trend is against 30 days earlier; none without evidence then', async () => {
    const trend = async (asked: Asked) => domain(await cy(asked), 'c').trend;
    const change = async (asked: Asked) => named((await trend(asked)) ?? undefined);
    expect((await change({})).z).toEqual(expect.any(Number));
    expect(await change({ policy: 'canvas/average@1' })).toEqual({ change: 2 / 3 - 1, z: null });
    expect(await trend({ asOf: '2025-11-20T00:00:00Z' })).toBeNull();
  });
  test('a skill has its own trend', async () => {
    const trend = async (key: string, asked: Asked = {}) => skill(await cy(asked), key).trend;
    expect(named((await trend('c1')) ?? undefined).z).toEqual(expect.any(Number));
    expect(await trend('c1', { policy: 'canvas/average@1' })).toEqual({ change: 2 / 3 - 1, z: null });
    expect(await trend('c1', { asOf: '2025-11-20T00:00:00Z' })).toBeNull();
    expect(await trend('a1')).toBeNull();
  });
});

describe('an override', () => {
  const about = { skill: 'b1' };
  const sealed = async (words: string) => {
    const key = await stores.keys.ensure(TENANT, DI);
    if (key === DESTROYED) throw new Error('the key is gone');
    return seal(key, DI, words);
  };
  const decides = async (event: FactEvent, occurred: string, recordedAt: string) =>
    append({ ...event, meta: { actor: BOB, occurredAt: occurred, recordedAt } });
  const overridden = async (level: number, words: string, occurred: string, recordedAt: string) => {
    const event = factsOf(DI).overridden(about, level);
    const data = { ...event.data, framework: 'o', reason: await sealed(words) };
    return decides({ ...event, data }, occurred, recordedAt);
  };
  const OVERRIDDEN = parse(`query ($learner: ID!, $asOf: DateTime, $clock: Clock) {
    _entities(representations: [{ __typename: "Learner", id: $learner }]) { ... on Learner {
      competency(framework: "o", asOf: $asOf, clock: $clock) { domains {
        override { level reason { state text } }
        skills { skill { id } level band confirmed score computed { level band confirmed }
          override { level band reason { state text } setAt setBy } } } } } } }`);
  const b1 = async (asked: Asked = {}, caller: Caller = { ...ADA_HERSELF, actor: DI }) => {
    const variableValues = { learner: DI, ...asked };
    const result = await execute({ schema, document: OVERRIDDEN, variableValues, contextValue: contextOf(caller) });
    expect(result.errors).toBeUndefined();
    const data: { _entities: readonly [{ competency: { domains: readonly { skills: readonly Overridden[] }[] } }] } =
      JSON.parse(JSON.stringify(result.data));
    const skills = data._entities[0].competency.domains.flatMap(({ skills }) => skills);
    return named(skills.find(({ skill }) => skill.id === 'o@1/b1'));
  };
  interface Overridden {
    readonly skill: Reference;
    readonly level: number;
    readonly override: { readonly level: number; readonly reason: object } | null;
  }
  beforeAll(async () => {
    await publish('o', 1);
    await overridden(2, 'Seen at work', '2026-01-01T00:00:00.000Z', '2026-01-03T00:00:00.000Z');
    const { position } = await overridden(3, 'Seen again', '2026-01-02T00:00:00.000Z', '2026-01-04T00:00:00.000Z');
    await until(position);
  });

  test('is shown with who, when and why, and what is computed beside it', async () =>
    expect(await b1()).toEqual({
      skill: { id: 'o@1/b1' },
      level: 3,
      band: 'strong',
      confirmed: null,
      score: null,
      computed: { level: 0, band: 'novice', confirmed: null },
      override: {
        level: 3,
        band: 'strong',
        reason: { state: 'SHOWN', text: 'Seen again' },
        setAt: '2026-01-02T00:00:00.000Z',
        setBy: BOB,
      },
    }));
  test('is read as it stood, on either clock', async () => {
    const level = async (clock: Asked['clock'] & string, day: string) =>
      (await b1({ clock, asOf: `2026-01-${day}T12:00:00Z` })).level;
    expect(await Promise.all(['01', '02'].map((day) => level('OCCURRED', day)))).toEqual([2, 3]);
    expect(await Promise.all(['02', '03', '04'].map((day) => level('RECORDED', day)))).toEqual([0, 2, 3]);
    for (const clock of ['OCCURRED', 'RECORDED'] as const)
      expect(await b1({ clock, asOf: META.recordedAt })).toEqual(await b1());
  });
  test('tells its reason to assessors, and withholds it from analysts', async () => {
    const reason = async (role: Role) => (await b1({}, { tenant: TENANT, actor: BOB, role })).override?.reason;
    expect(await reason(Role.ASSESSOR)).toEqual({ state: 'SHOWN', text: 'Seen again' });
    expect(await reason(Role.ANALYST)).toEqual({ state: 'WITHHELD', text: null });
  });
  test('stays when its learner is erased, without its reason', async () => {
    const before = await b1();
    await stores.keys.destroy(TENANT, DI);
    const erased = { ...before.override, reason: { state: 'ERASED', text: null } };
    expect(await b1()).toEqual({ ...before, override: erased });
  });
  test('is gone once revoked', async () => {
    const { data, type } = factsOf(DI).revoked(about);
    const event = { type, data: { ...data, framework: 'o' } };
    const { position } = await decides(event, META.occurredAt, META.recordedAt);
    await until(position);
    expect(await b1()).toMatchObject({ level: 0, band: 'novice', override: null });
  });
});

describe('what is asked wrongly', () => {
  test('a policy that there is not, or parameters that it cannot have', async () => {
    const code = async (policy: string) => codes((await ask({ policy })).errors);
    for (const policy of ['canvas/best@1', 'proficiency@2', 'canvas/average', '', 'canvas/average@1 {percent}'])
      expect(await code(policy)).toEqual([policy.includes('{') ? 'POLICY_INVALID' : 'POLICY_UNKNOWN']);
    for (const told of ['percent: 0', 'percent: 100', 'percent: 65.5', 'n: 1', 'percent: 65, percent2: 1'])
      expect(await code(`canvas/weighted-average@1 {${told}}`)).toEqual(['POLICY_INVALID']);
    for (const policy of ['canvas/n-mastery@1 {n: 0}', 'canvas/n-mastery@1 {n: 11}', 'proficiency@1 {n: 1}'])
      expect(await code(policy)).toEqual(['POLICY_INVALID']);
    expect(await code('canvas/decaying-average@1 {percent: 49}')).toEqual(['POLICY_INVALID']);
    const [{ message = '' } = {}] = (await ask({ policy: 'x'.repeat(20_000) })).errors ?? [];
    expect(message).toMatch(/there is no x{64}\.\.\.; there are proficiency@1, /);
  });
  test('a day that has not come', async () =>
    expect(codes((await ask({ asOf: '2026-01-06T00:00:00Z' })).errors)).toEqual(['BAD_AS_OF']));
  test.each(['banana 5', '1', '2026', '2026-02-30', '2026-01-02T12:00:00', '01/02/2026'])(
    'a day that no calendar has: %s',
    async (asOf) => expect(codes((await ask({ asOf })).errors)).toEqual(['BAD_AS_OF']),
  );
  test('a framework or role that nobody published', async () => {
    for (const framework of ['nope', '', 'f/a', 'constructor', '\0'])
      expect(codes((await ask({ framework })).errors)).toEqual(['NOT_FOUND']);
    expect(codes((await ask({ role: 'nope' })).errors)).toEqual(['NOT_FOUND']);
  });
  test('a page of no size, or a cursor of something else', async () => {
    expect(codes((await ask({ first: 0 })).errors)).toEqual(['BAD_INPUT']);
    expect(codes((await ask({ cursor: 'nonsense' })).errors)).toEqual(['BAD_CURSOR']);
  });
  test('a position beyond the log, or that is not reached in time', async () => {
    const [beyond] = (await ask({ after: '99999999999999999999' })).errors;
    expect(beyond?.originalError).toBeInstanceOf(PositionError);
    const before = until;
    until = () => Promise.reject(new NotYetError('later'));
    const [late] = (await ask({ after: '1' })).errors;
    until = before;
    expect(late?.originalError).toBeInstanceOf(NotYetError);
  });
});

describe('who may ask', () => {
  test('a learner sees nobody else', async () => {
    expect(codes((await ask({ learner: BOB })).errors)).toEqual(['NOT_FOUND']);
  });
  test.each([Role.ASSESSOR, Role.ANALYST, Role.ADMINISTRATOR])('%s sees any learner', async (role) =>
    expect((await profileOf({}, { tenant: TENANT, actor: BOB, role })).framework).toEqual({ id: 'f@1' }),
  );
  test('to a curator there are no learners', async () =>
    expect(codes((await ask({}, { tenant: TENANT, actor: BOB, role: Role.CURATOR })).errors)).toEqual(['NOT_FOUND']));
  test('another tenant finds nothing of ours', async () => {
    const stranger = { tenant: 'other', actor: ADA, role: Role.ADMINISTRATOR };
    expect(codes((await ask({}, stranger)).errors)).toEqual(['NOT_FOUND']);
    const { position } = await publish('f', 1, {}, 'other');
    const answer = await profileOf({ after: String(position) }, stranger);
    expect(answer.domains.every(({ evidenceCount }) => evidenceCount === 0)).toBe(true);
  });
});

test('a profile says when an event about the learner could not be taken, and nobody else’s does', async () => {
  const { position } = await append({ ...factsOf(CY).ended(), meta: { schemaVersion: 2 } });
  const cy = { tenant: TENANT, actor: CY, role: Role.LEARNER };
  expect(await profileOf({ learner: CY, after: String(position) }, cy)).toMatchObject({ incomplete: true });
  expect(await profileOf()).toMatchObject({ incomplete: false });
});

test('a rebuild gives the same views', async () => {
  for (const projection of competency.projections) {
    const name = { projection: projection.name, version: projection.version, partition: PARTITION };
    const live = { ...name, generation: (await stores.views.active(name)) ?? 0 };
    const before = await hashOf(stores.views, live);
    const { set, hash } = await rebuild(projection, stores.events, stores.views);
    expect([hash, await hashOf(stores.views, set)]).toEqual([before, before]);
  }
});
