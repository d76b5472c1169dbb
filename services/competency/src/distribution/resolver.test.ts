import { execute, parse } from 'graphql';
import {
  CohortEvents,
  FrameworkEvents,
  NO_STREAM,
  readerOf,
  Rejection,
  RoleEvents,
  streamName,
  type CohortEvent,
  type FrameworkEvent,
  type RoleEvent,
} from '@proficio/events';
import { ACCESS_SDL, Role, type Context } from '@proficio/graph';
import { META, TENANT, uuid, type Circumstances } from '@proficio/tests';
import { subgraphOf } from '../../../../infra/src/graphql/subgraph.js';
import { temporaryStores } from '../../../../tests/kit/stores.js';
import type { FactEvent } from '../evidence/evidence-of.js';
import { FAMILIES, factsOf } from '../facts.sample.js';
import { content } from '../framework.sample.js';
import { competency } from '../service.js';

const stores = temporaryStores();
const { schema } = subgraphOf(competency, ACCESS_SDL);
const families: readonly { readonly category: string; readonly types: readonly string[] }[] = [
  ...FAMILIES,
  FrameworkEvents,
  RoleEvents,
  CohortEvents,
];
let until: (position: bigint) => Promise<void> = () => Promise.resolve();
let written = 0;

const append = async ({ type, data, meta }: (FactEvent | FrameworkEvent | RoleEvent | CohortEvent) & Circumstances) => {
  const id = uuid(++written);
  const told = { ...META, commandDigest: 'd', causationId: 'c', schemaVersion: 1, ...meta };
  const { category = '' } = families.find(({ types }) => types.includes(type)) ?? {};
  const { position } = await stores.events.append(streamName(category, TENANT, id), NO_STREAM, [
    { id, type, data, meta: told },
  ]);
  return position;
};
const on = (day: string) => ({ occurredAt: `${day}T00:00:00.000Z`, recordedAt: `${day}T00:00:00.000Z` });
const FIRST_DAY = '2025-01-01';
const BETWEEN = '2025-01-15T00:00:00Z';
const SECOND_DAY = '2025-02-01';

const MANY = 24;
const learner = (n: number): string => n.toString(16).padStart(32, '0');
const learners = Array.from({ length: MANY }, (_, n) => learner(n));
const list = (cohort: string, members: readonly string[]) =>
  append({
    type: 'CohortDefined',
    data: { cohort, content: { title: cohort, members: { kind: 'learners', learners: [...members] } } },
  });

/**
 * All of the 24 are enrolled in the course, the last since the second day. In skill a1 the first ten are strong and the
 * next ten emerging, on the second day alone the first five of these competent; the last four have no evidence. In b1 two
 * are strong, and the others of the twenty emerging.
 */
beforeAll(async () => {
  until = await stores.follow(competency.projections);
  const published = { ...content('gap@1'), courses: [{ key: 'course', title: 'Course', description: '', paths: [] }] };
  await append({
    type: 'FrameworkPublished',
    data: { framework: 'f', version: 1, part: 1, parts: 1, content: published },
    meta: on(FIRST_DAY),
  });
  const targets = [{ framework: 'f', domain: 'a', skill: null, level: 2 }];
  await append({
    type: 'RolePublished',
    data: { role: 'pm', version: 1, content: { title: 'PM', description: '', targets } },
    meta: on(FIRST_DAY),
  });
  for (const [n, id] of learners.entries()) {
    const { enrolled, result } = factsOf(id);
    const { type, data } = enrolled(1, ['path-a'], 'pm');
    const day = on(n === MANY - 1 ? SECOND_DAY : FIRST_DAY);
    if (type === 'LearnerEnrolled')
      await append({ type, data: { ...data, enrolment: uuid(5000 + n), course: 'course' }, meta: day });
    if (n >= 20) continue;
    await append({ ...result('a1', n < 10 ? 0.9 : 0.5), meta: day });
    await append({ ...result('b1', n < 2 ? 0.9 : 0.5), meta: day });
    if (n >= 10 && n < 15) await append({ ...result('a1', 0.7), meta: on(SECOND_DAY) });
  }
  // Late, so that the estimator must fold this learner anew; it changes no band.
  const { result } = factsOf(learner(1));
  await append({ ...result('a1', 0.9), meta: { ...on('2024-12-01'), recordedAt: on(SECOND_DAY).recordedAt } });
  await append({
    type: 'CohortDefined',
    data: { cohort: 'all', content: { title: 'All', members: { kind: 'course', framework: 'f', course: 'course' } } },
  });
  await list('but-one', learners.slice(1));
  await list('half', learners.slice(0, 12));
  await list('few', learners.slice(0, 4));
  await until(await list('two-thirds', learners.slice(0, 16)));
});

const contextOf = (role: Role): Context => ({
  caller: { tenant: TENANT, actor: learner(999), role },
  kernel: stores.kernel,
  read: readerOf(stores.views),
  until,
  now: new Date(META.recordedAt),
  newId: () => uuid(0),
  correlationId: 'test',
});

interface Figures {
  readonly bands: readonly {
    readonly level: number;
    readonly band: string;
    readonly learners: number | null;
    readonly learnersBefore: number | null;
  }[];
  readonly withEvidence: number | null;
  readonly meanScore: number | null;
  readonly change: number | null;
  readonly withGap: number | null;
  readonly meanGap: number | null;
  readonly suppressed: boolean;
}
interface Spread {
  readonly policy: string;
  readonly suppressed: boolean;
  readonly learners: number | null;
  readonly domains: readonly (Figures & {
    readonly domain: { readonly id: string };
    readonly skills: readonly (Figures & { readonly skill: { readonly id: string } })[];
  })[];
  readonly gaps: readonly object[];
}
const FIGURES = 'bands { level band learners learnersBefore } withEvidence meanScore change withGap meanGap suppressed';
const AVERAGE = 'canvas/highest@1';
const competencyIn = (
  args = `policy: "${AVERAGE}"`,
  framework = 'f',
) => `competency(framework: "${framework}" ${args}) {
  policy suppressed learners gaps { domain { id } skill { id } withGap meanGap }
  domains { domain { id } ${FIGURES} skills { skill { id } ${FIGURES} } } }`;

const run = async (query: string, role: Role, context = contextOf(role)) => {
  const { data, errors = [] } = await execute({ schema, document: parse(query), contextValue: context });
  // Through JSON, as a client gets it.
  const answer: Readonly<Record<string, { readonly competency: Spread }>> | null = JSON.parse(
    JSON.stringify(data ?? null),
  );
  const codes = errors.map(({ extensions, originalError }) =>
    originalError instanceof Rejection ? originalError.code : extensions['code'],
  );
  return { answer, codes, messages: errors.map(({ message }) => message) };
};
const ask = async (cohorts: readonly string[], role = Role.ANALYST, args?: string) => {
  const fields = cohorts.map((key, at) => `c${at}: cohort(key: "${key}") { ${competencyIn(args)} }`);
  const { answer, codes } = await run(`{ ${fields.join('\n')} }`, role);
  expect(codes).toEqual([]);
  return cohorts.map((_, at) => named(answer?.[`c${at}`]?.competency));
};
const one = async (cohort: string, role?: Role, args?: string): Promise<Spread> =>
  named((await ask([cohort], role, args))[0]);
const named = <T>(found: T | null | undefined): T => {
  if (!found) throw new Error('it is not in the answer');
  return found;
};
const domain = (spread: Spread, key: string) =>
  named(spread.domains.find(({ domain: { id } }) => id.endsWith(`/${key}`)));
const skill = (spread: Spread, key: string) =>
  named(spread.domains.flatMap(({ skills }) => skills).find(({ skill: { id } }) => id.endsWith(`/${key}`)));
const counts = ({ bands }: Figures) => bands.map(({ learners }) => learners);

describe('the administrator', () => {
  test('sees how many are in each band, in the order of levels', async () => {
    const spread = await one('all', Role.ADMINISTRATOR);
    expect([spread.policy, spread.learners, spread.suppressed]).toEqual([AVERAGE, MANY, false]);
    expect(skill(spread, 'a1')).toMatchObject({
      bands: [
        { level: 0, band: 'novice', learners: 4 },
        { level: 1, band: 'emerging', learners: 5 },
        { level: 2, band: 'competent', learners: 5 },
        { level: 3, band: 'strong', learners: 10 },
      ],
      withEvidence: 20,
      meanScore: expect.closeTo((10 * 0.9 + 5 * 0.7 + 5 * 0.5) / 20, 12),
      suppressed: false,
    });
    expect(counts(skill(spread, 'b1'))).toEqual([4, 18, 0, 2]);
    expect(counts(skill(spread, 'c1'))).toEqual([MANY, 0, 0, 0]);
    expect(domain(spread, 'c')).toMatchObject({ withEvidence: 0, meanScore: null, withGap: null, meanGap: null });
  });
  test('sees the largest gaps first, in levels, of those who have a target', async () => {
    const { gaps } = await one('all', Role.ADMINISTRATOR);
    expect(gaps).toEqual([
      { domain: { id: 'f@1/a' }, skill: { id: 'f@1/a2' }, withGap: MANY, meanGap: 2 },
      { domain: { id: 'f@1/a' }, skill: null, withGap: 9, meanGap: (4 * 2 + 5) / MANY },
      { domain: { id: 'f@1/a' }, skill: { id: 'f@1/a1' }, withGap: 9, meanGap: (4 * 2 + 5) / MANY },
    ]);
  });
  test('sees the same learners on an earlier day, and by how much their score has changed', async () => {
    const spread = await one('all', Role.ADMINISTRATOR, `policy: "${AVERAGE}" since: "${BETWEEN}"`);
    const a1 = skill(spread, 'a1');
    expect(a1.bands.map(({ learnersBefore }) => learnersBefore)).toEqual([4, 10, 0, 10]);
    expect(a1.change).toBeCloseTo((5 * 0.2) / 20, 12);
  });
  test('sees the members of the day asked about', async () => {
    const spread = await one('all', Role.ADMINISTRATOR, `policy: "${AVERAGE}" asOf: "${BETWEEN}"`);
    expect(spread.learners).toBe(MANY - 1);
    expect(counts(skill(spread, 'a1'))).toEqual([3, 10, 0, 10]);
  });
  test('sees groups of any size, however many at once', async () => {
    const spreads = await ask(['all', 'but-one', 'few'], Role.ADMINISTRATOR);
    expect(spreads.map(({ learners }) => learners)).toEqual([MANY, MANY - 1, 4]);
  });
});

test('each count is that of the profiles, one by one', async () => {
  const spread = await one('all', Role.ADMINISTRATOR, 'role: "pm"');
  const profiles = `{ _entities(representations: [${learners.map((id) => `{ __typename: "Learner", id: "${id}" }`).join()}]) {
    ... on Learner { competency(framework: "f") { domains { domain { id } level score gap
      skills { skill { id } level score gap } } } } } }`;
  const result = await execute({ schema, document: parse(profiles), contextValue: contextOf(Role.ADMINISTRATOR) });
  const data: {
    readonly _entities: readonly {
      readonly competency: {
        readonly domains: readonly (Shown & { readonly skills: readonly (Shown & { readonly skill: Named })[] })[];
      };
    }[];
  } = JSON.parse(JSON.stringify(result.data));
  interface Named {
    readonly id: string;
  }
  interface Shown {
    readonly level: number;
    readonly score: number | null;
    readonly gap: number | null;
  }
  spread.domains.forEach((figures, place) => {
    const all = data._entities.map(({ competency: { domains } }) => named(domains[place]));
    const pairs = [
      [figures, all] as const,
      ...figures.skills.map((one, at) => [one, all.map(({ skills }) => named(skills[at]))] as const),
    ];
    for (const [told, shown] of pairs) {
      expect(counts(told)).toEqual([0, 1, 2, 3].map((level) => shown.filter((one) => one.level === level).length));
      expect(told.withEvidence).toBe(shown.filter(({ score }) => score !== null).length);
      const gaps = shown.flatMap(({ gap }) => gap ?? []);
      expect(told.withGap).toBe(gaps.length === 0 ? null : gaps.filter((gap) => gap > 0).length);
    }
  });
});

describe.each([Role.ANALYST, Role.CURATOR])('to the %s', (role) => {
  test('a cohort under the minimum is withheld whole', async () =>
    expect(await one('few', role)).toMatchObject({ suppressed: true, learners: null, domains: [], gaps: [] }));
  test('a band with too few is withheld, and so much with it that nothing tells it', async () => {
    const spread = await one('all', role);
    expect(spread).toMatchObject({ suppressed: false, learners: MANY });
    expect(counts(skill(spread, 'b1'))).toEqual([null, 18, 0, null]);
    expect(skill(spread, 'b1')).toMatchObject({ suppressed: true, withEvidence: null, meanScore: null });
    expect(counts(skill(spread, 'c1'))).toEqual([MANY, 0, 0, 0]);
  });
  test('a cohort is withheld that leaves too few of another, by whatever fields both are asked for', async () => {
    const [all, butOne] = await ask(['all', 'but-one'], role);
    expect([all?.learners, butOne?.learners]).toEqual([MANY, null]);
    const spelled = `{ one: cohort(key: "all") { ${competencyIn()} }
      other: cohorts(keys: ["but-one"]) { edges { node { ${competencyIn(`role: null policy: "${AVERAGE}"`)} } } } }`;
    const { answer } = await run(spelled, role);
    expect(JSON.stringify(answer?.['other'])).toContain('"suppressed":true,"learners":null');
    expect((await one('but-one', role)).learners).toBe(MANY - 1);
  });
  test('cohorts are shown together that leave enough of each other', async () =>
    expect((await ask(['all', 'half'], role)).map(({ learners }) => learners)).toEqual([MANY, 12]));
  test('nor does a domain or skill tell what two cohorts differ by, where it is too little', async () => {
    const [larger, smaller] = await ask(['two-thirds', 'half'], role);
    expect([larger?.learners, smaller?.learners]).toEqual([16, null]);
    const [all, half] = await ask(['all', 'half'], role);
    expect(counts(skill(named(half), 'a1'))).toEqual([null, null, null, null]);
    expect(counts(skill(named(half), 'c1'))).toEqual([12, 0, 0, 0]);
    expect(counts(skill(named(all), 'c1'))).toEqual([MANY, 0, 0, 0]);
  });
});

test('how large a group must be is configured', async () => {
  process.env['PROFICIO_MIN_GROUP'] = '4';
  try {
    expect((await one('few')).learners).toBe(4);
  } finally {
    delete process.env['PROFICIO_MIN_GROUP'];
  }
  expect((await one('few')).learners).toBeNull();
});

test('what was answered is answered again only until a fact moves it', async () => {
  const before = await one('half', Role.ADMINISTRATOR);
  expect(await one('half', Role.ADMINISTRATOR)).toEqual(before);
  await until(await append({ ...factsOf(learner(0)).result('c1', 1), meta: on(SECOND_DAY) }));
  expect(counts(skill(await one('half', Role.ADMINISTRATOR), 'c1'))).toEqual([11, 0, 0, 1]);
});

describe('what is asked wrongly', () => {
  const codes = async (query: string) => (await run(`{ ${query} }`, Role.ANALYST)).codes;
  const of = (args: string, framework?: string) => codes(`cohort(key: "all") { ${competencyIn(args, framework)} }`);
  test('a cohort, framework or role that there is not', async () => {
    expect(await codes('cohort(key: "none") { key }')).toEqual(['NOT_FOUND']);
    expect(await codes('cohorts(keys: ["all", "none"]) { edges { node { key } } }')).toEqual(['NOT_FOUND']);
    expect(await of('', 'none')).toEqual(['NOT_FOUND']);
    expect(await of('role: "none"')).toEqual(['NOT_FOUND']);
  });
  test('a policy that there is not', async () => expect(await of('policy: "none@1"')).toEqual(['POLICY_UNKNOWN']));
  test('a day in the future, or one to compare with that is not earlier', async () => {
    expect(await of('asOf: "2999-01-01T00:00:00Z"')).toEqual(['BAD_AS_OF']);
    expect(await of('since: "2999-01-01T00:00:00Z"')).toEqual(['BAD_AS_OF']);
    const { messages } = await run(`{ cohort(key: "all") { ${competencyIn('since: "2999-01-01"')} } }`, Role.ANALYST);
    expect(messages).toEqual(['since must not be in the future, is 2999-01-01']);
    expect(await of(`asOf: "${BETWEEN}" since: "${BETWEEN}"`)).toEqual(['BAD_INPUT']);
  });
  test('a day before the first event: nobody is a member, and nothing is told', async () =>
    expect(await one('all', Role.ANALYST, 'asOf: "2000-01-01T00:00:00Z"')).toMatchObject({
      suppressed: false,
      learners: 0,
    }));
});

test('cohorts are listed by key, or as they are named', async () => {
  const keys = async (args: string) => {
    const { answer } = await run(
      `{ cohorts${args} { edges { node { key course { framework key } } } } }`,
      Role.CURATOR,
    );
    return JSON.stringify(answer?.['cohorts'])
      .match(/"key":"[a-z-]+","course"/g)
      ?.map((told) => told.split('"')[3]);
  };
  expect(await keys('')).toEqual(['all', 'but-one', 'few', 'half', 'two-thirds']);
  expect(await keys('(first: 2)')).toEqual(['all', 'but-one']);
  expect(await keys('(keys: ["half", "all"])')).toEqual(['half', 'all']);
});
