import { randomUUID } from 'node:crypto';
import { buildSchema, getNamedType, isObjectType, isRequiredArgument } from 'graphql';
import { supergraph } from '@proficio/schema';
import { openAcademy, type Academy, type Json, type Person } from './academy.js';
import { deedsIn, FRAMEWORK, type Prepare } from './deeds.js';
import { placesIn, withValue } from './places.js';

let academy: Academy;
let deeds: Readonly<Record<string, Prepare>>;
beforeAll(async () => {
  academy = await openAcademy();
  deeds = deedsIn(academy);
}, 60_000);
afterAll(() => academy.stop());

type Bad = readonly [what: string, value: () => unknown];
const TEXTS: readonly Bad[] = [
  ['a NUL byte', () => 'a\0b'],
  ['a lone surrogate', () => 'a\ud800'],
  ['20,001 characters', () => 'x'.repeat(20_001)],
];
const NUMBERS: readonly Bad[] = [
  ['below 0', () => -1],
  ['beyond all measure', () => 2 ** 31 - 1],
];
const UNKNOWN: Bad = ['a key of nothing', () => 'no-such-thing'];
const NOBODY: Bad = ['a learner’s id of nobody', () => randomUUID().replaceAll('-', '')];
/** What no field of the type may take. */
const BAD: Readonly<Record<string, readonly Bad[]>> = {
  String: [...TEXTS, UNKNOWN],
  ID: [...TEXTS, UNKNOWN, NOBODY, ['a UUID of nothing', () => randomUUID()]],
  Int: NUMBERS,
  Float: [...NUMBERS, ['beyond all numbers', () => 1e300]],
  Position: [...TEXTS, UNKNOWN, ['beyond the log', () => '99999999999999999999']],
  DateTime: [
    ['11 minutes from now', () => new Date(Date.now() + 11 * 60_000).toISOString()],
    ['of 1066', () => '1066-10-14T09:00:00Z'],
  ],
};

/** Answers to numeric questions, right and given, may be any number. */
const ANY_NUMBER = /(question|response)\.value$/;
/** Words that name nothing, and keys that are new. */
const FREE =
  /[ .](title|description|prompt|note|reason|comment|name|text|tags\.0|commandId|issuer|subject|source|sourceId)$|^(draft|define)\w+ ([\w.]+\.)?key$/;
/** Whoever these name is known from then on, or may come to be. */
const NAMING = /^(recordResults|recognisePriorLearning) rows\.0\.learner$/;
const mayBe = (bad: Bad, where: string): boolean =>
  ANY_NUMBER.test(where) || (bad === UNKNOWN && FREE.test(where)) || (bad === NOBODY && NAMING.test(where));

/** Fields that are given in place of one another: both together are told by this one. */
const INSTEAD: Readonly<Record<string, string>> = {
  skill: 'skill',
  domain: 'skill',
  course: 'input',
  learners: 'input',
};
/** Places that only together with others name something: where there is no such thing, this one is told. */
const TOGETHER: Readonly<Record<string, string>> = {
  'revokeOverride learner': 'skill',
  'revokeOverride framework': 'skill',
  'defineCohort course.framework': 'course.key',
};
/** Nothing of any length is told again whole. */
const LONGEST_REASON = 1000;
const ROWS: Readonly<Record<string, string>> = {
  recordResults: '... on ResultsRecorded { rows { code faults { field reason } } }',
  recognisePriorLearning: '... on RecognitionPayload { rows { code faults { field reason } } }',
};
/** What is wrong with the answer to what is wrong with the input; undefined for a problem that names the place. */
const oddity = async (
  person: Person,
  name: string,
  input: object,
  place: string,
  otherwise?: string,
): Promise<unknown> => {
  const head = await academy.stores.events.head();
  const { data, errors } = await person.tries(name, ROWS[name] ?? '', input);
  const problem = data?.[name].rows?.[0] ?? data?.[name];
  if ((await academy.stores.events.head()) !== head) return { wrote: problem };
  // A row's own faults are told within the row, and what a rule says of several fields by what holds them.
  const names = ({ field, reason }: Json) =>
    reason !== '' && (place.endsWith(field) || place.startsWith(field) || field === otherwise);
  const isBrief = problem?.faults.every(({ reason }: Json) => reason.length <= LONGEST_REASON);
  return problem?.code && problem.faults.some(names) && isBrief ? undefined : { problem, errors };
};

const OWN = [
  ...['enrol', 'startActivity', 'completeActivity', 'logHours', 'submitArtefact'],
  ...['startAttempt', 'recordAnswer', 'submitAttempt'],
];
const graph = buildSchema(supergraph(), { assumeValidSDL: true });
const mutations = Object.values(graph.getMutationType()?.getFields() ?? {});

describe('a bad value anywhere is a typed problem that names the field, and nothing is written', () => {
  test.each(mutations.map(({ name, args }) => [name, args[0]?.type] as const))(
    'in %s',
    async (name, type) => {
      const ways = Object.keys(deeds).filter((deed) => deed.split(' ')[0] === name);
      const odd: unknown[] = [];
      for (const way of ways) {
        const role = OWN.includes(way) ? 'learner' : 'administrator';
        const person = academy.as(role, `who does ${way}`);
        const input: Json = await deeds[way]?.(person, role);
        for (const { path, type: scalar } of type ? placesIn(type, input) : []) {
          const place = path.join('.');
          const isBeside = input[path[0] ?? ''] === undefined;
          const told = isBeside ? INSTEAD[place.split('.')[0] ?? ''] : TOGETHER[`${name} ${place}`];
          for (const bad of (BAD[scalar] ?? []).filter((one) => !mayBe(one, `${name} ${place}`))) {
            const found = await oddity(person, name, withValue(input, path, bad[1]()), place, told);
            if (found !== undefined) odd.push([way, place, bad[0], found]);
          }
        }
      }
      expect([ways, odd]).toEqual([expect.arrayContaining([name]), []]);
    },
    60_000,
  );
});

describe('a bad argument of a query is told so, or finds nothing', () => {
  /** How what has arguments of its own is come by, beside what is asked of all. */
  const WITHIN: Readonly<Record<string, (field: string) => string>> = {
    Query: (field) => field,
    Learner: (field) => `viewer { learner { ${field} } }`,
    Replay: (field) => `replay(id: "${made.replay}") { ${field} }`,
    Cohort: (field) => `cohort(key: "${made.cohort}") { ${field} }`,
  };
  const made = { replay: '', cohort: '' };
  beforeAll(async () => {
    const administrator = academy.as('administrator', 'root');
    for (const deed of ['discardReplay', 'startReplay of a cohort'])
      Object.assign(made, await deeds[deed]?.(administrator, 'administrator'));
  });
  const asked = Object.keys(WITHIN)
    .map((name) => graph.getType(name))
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap(({ name, args }) =>
        args
          .filter((arg) => getNamedType(arg.type).name in BAD)
          .map((arg) => [type.name, name, arg.name, arg, args] as const),
      ),
    );
  test.each(asked)('%s.%s(%s)', async (type, name, argument, arg, args) => {
    const others = args.filter((one) => one !== arg && isRequiredArgument(one));
    const needed = others.map((one) => `${one.name}: "${one.name === 'framework' ? FRAMEWORK : 'x'}"`);
    const field = `${name}(${[`${argument}: $bad`, ...needed].join(', ')}) { __typename }`;
    const query = `query ($bad: ${String(arg.type)}) { ${WITHIN[type]?.(field)} }`;
    for (const [what, value] of BAD[getNamedType(arg.type).name] ?? []) {
      const { errors, data } = await academy.as('administrator', 'root').ask(query, { bad: value() });
      const told = errors?.map(({ extensions }) => extensions.code) ?? [];
      expect([what, told]).toEqual([what, expect.not.arrayContaining(['INTERNAL_SERVER_ERROR'])]);
      // What a scalar refuses GraphQL itself tells again, whole.
      const ours = errors?.filter(({ message }) => !message.startsWith('Variable "$bad" got invalid value')) ?? [];
      expect([what, ours.filter(({ message }) => message.length > LONGEST_REASON)]).toEqual([what, []]);
      if (told.length === 0)
        expect([what, JSON.stringify(data)]).toEqual([what, expect.stringMatching(/Connection|Competency/)]);
    }
  });
});

describe('what comes at a wrong time is a typed problem, and nothing is written', () => {
  const ended = async (person: Person, deed: string) => {
    const input: Json = await deeds[deed]?.(person, 'learner');
    await person.does('endEnrolment', '', { enrolment: input.enrolment });
    return input;
  };
  const ready = async (person: Person, deed: string): Promise<Json> => deeds[deed]?.(person, 'administrator');
  const CASES: Readonly<
    Record<string, readonly [name: string, role: string, input: (person: Person) => Promise<Json>, place: string]>
  > = {
    'publishing what was not submitted': [
      'publishFramework',
      'administrator',
      (person) => ready(person, 'submitFramework'),
      'key',
    ],
    'publishing what was not reviewed': [
      'publishFramework',
      'administrator',
      async (person) => ({ key: (await ready(person, 'reviewFramework')).key }),
      'key',
    ],
    'reviewing what was not submitted': [
      'reviewRole',
      'administrator',
      async (person) => ({ ...(await ready(person, 'submitRole')), approved: true }),
      'key',
    ],
    'enrolling in a draft': [
      'enrol',
      'learner',
      async (person) => ({ framework: (await ready(person, 'submitFramework')).key, path: 'p' }),
      'framework',
    ],
    'answering what was submitted': [
      'recordAnswer',
      'learner',
      async (person) => {
        const input: Json = await deeds['recordAnswer']?.(person, 'learner');
        await person.does('submitAttempt', '', { attempt: input.attempt });
        return input;
      },
      'attempt',
    ],
    'reviewing an artefact that was not submitted': [
      'reviewArtefact',
      'administrator',
      async (person) => ({ ...(await ready(person, 'reviewArtefact')), artefact: randomUUID() }),
      'artefact',
    ],
    'starting an activity after the end': [
      'startActivity',
      'learner',
      (person) => ended(person, 'startActivity'),
      'enrolment',
    ],
    'logging hours after the end': ['logHours', 'learner', (person) => ended(person, 'logHours'), 'enrolment'],
    'submitting work after the end': [
      'submitArtefact',
      'learner',
      (person) => ended(person, 'submitArtefact'),
      'enrolment',
    ],
    'naming who was erased': [
      'nameLearner',
      'administrator',
      async (person) => {
        const input = await ready(person, 'eraseLearner');
        await person.does('eraseLearner', '', input);
        return { ...input, name: 'Again' };
      },
      'learner',
    ],
  };
  test.each(Object.keys(CASES))('%s', async (what) => {
    const [name, role, prepare, place] = CASES[what] ?? [];
    if (!name || !role || !prepare || !place) throw new Error(`${what} has no case`);
    const person = academy.as(role, what);
    expect(await oddity(person, name, await prepare(person), place)).toBeUndefined();
  });
});
