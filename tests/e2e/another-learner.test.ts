import { buildSchema, getNamedType, isObjectType, isUnionType, type GraphQLNamedType } from 'graphql';
import { SERVICES } from '@proficio/academy';
import { readerOf, StreamCache } from '@proficio/events';
import { Role } from '@proficio/graph';
import { supergraph } from '@proficio/schema';
import { openAcademy, type Academy, type Json, type Person, type Reply } from './academy.js';
import { deedsIn, FRAMEWORK, type Prepare } from './deeds.js';
import { rootFields } from './root-fields.js';

let academy: Academy;
let deeds: Readonly<Record<string, Prepare>>;
let ada: Person;
let bob: Person;
let hers: Readonly<Record<'learner' | 'enrolment' | 'artefact' | 'attempt' | 'replay', string>>;
beforeAll(async () => {
  academy = await openAcademy();
  deeds = deedsIn(academy);
  [ada, bob] = [academy.as('learner', 'ada'), academy.as('learner', 'bob')];
  const learner = await ada.id();
  const own = async (deed: string): Promise<object> => (await deeds[deed]?.(ada, 'learner')) ?? {};
  hers = {
    learner,
    enrolment: '',
    artefact: '',
    attempt: '',
    replay: '',
    ...(await own('reviewArtefact')),
    ...(await own('submitAttempt')),
    ...(await own('discardReplay')),
  };
  await deeds['logHours']?.(bob, 'learner');
  await deeds['submitAttempt']?.(bob, 'learner');
}, 60_000);
afterAll(() => academy.stop());

const schema = buildSchema(supergraph(), { assumeValidSDL: true });
/** Types that tell of one learner, whether or not they name who it is. */
const OF_A_LEARNER = ['Learner', 'Enrolment', 'Artefact', 'Attempt', 'Recognition', 'Competency', 'PersonalText'];
const leadsToLearners = (type: GraphQLNamedType, seen = new Set<string>()): boolean => {
  if (OF_A_LEARNER.includes(type.name)) return true;
  if (seen.has(type.name)) return false;
  seen.add(type.name);
  if (isUnionType(type)) return type.getTypes().some((one) => leadsToLearners(one, seen));
  return (
    isObjectType(type) &&
    Object.values(type.getFields()).some((field) => leadsToLearners(getNamedType(field.type), seen))
  );
};
const codesOf = ({ errors }: Reply) => errors?.map(({ extensions }) => extensions.code);

describe('to a learner and to a curator another learner does not exist', () => {
  const PROBES: Readonly<Record<string, () => string>> = {
    learner: () => `learner(id: "${hers.learner}") { id }`,
    learners: () => 'learners { edges { node { id } } }',
    enrolment: () => `enrolment(id: "${hers.enrolment}") { id }`,
    attempt: () => `attempt(id: "${hers.attempt}") { id }`,
    replay: () => `replay(id: "${hers.replay}") { moves { edges { node { learner { id } } } } }`,
    replays: () => 'replays { edges { node { id } } }',
  };
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  const leading = queries.filter(({ type }) => leadsToLearners(getNamedType(type))).map(({ name }) => name);
  test.each(leading.filter((name) => name !== 'viewer'))('by the query %s', async (name) => {
    const probe = PROBES[name];
    if (!probe) throw new Error(`${name} leads to learners and has no case here`);
    for (const person of [bob, academy.as('curator', 'curie')])
      expect(codesOf(await person.ask(`{ ${probe()} }`))).toEqual([expect.stringMatching(/^(NOT_FOUND|FORBIDDEN)$/)]);
  });

  const learnerType = schema.getType('Learner');
  const SELECTIONS: Readonly<Record<string, string>> = {
    competency: `competency(framework: "${FRAMEWORK}") { policy }`,
    name: 'name { text }',
  };
  const fields = isObjectType(learnerType) ? Object.values(learnerType.getFields()) : [];
  test.each(fields.map(({ name, type }) => [name, isObjectType(getNamedType(type))] as const))(
    'by the field %s of it',
    async (name, isObject) => {
      const selection = SELECTIONS[name] ?? (isObject ? `${name} { edges { cursor } }` : name);
      expect(codesOf(await bob.ask(`{ learner(id: "${hers.learner}") { ${selection} } }`))).toEqual(['NOT_FOUND']);
    },
  );

  test('in no list of one’s own, and from nothing of one’s own', async () => {
    const whose = 'edges { node { learner { id } } }';
    const { data } = await bob.ask(`{ viewer { learner { id enrolments { ${whose} } attempts { ${whose} } } } }`);
    const { id, enrolments, attempts } = data.viewer.learner;
    const met = [...enrolments.edges, ...attempts.edges].map(({ node }: Json) => node.learner.id);
    expect(met).toEqual([id, id]);
  });

  test.each(SERVICES.flatMap(({ name, references }) => Object.keys(references).map((type) => [name, type] as const)))(
    'as an entity: %s, %s',
    async (service, name) => {
      const type = schema.getType(name);
      if (!type || !leadsToLearners(type)) return;
      const { events, keys, views } = academy.stores;
      const ids: Readonly<Record<string, string>> = {
        Learner: hers.learner,
        Enrolment: hers.enrolment,
        Artefact: hers.artefact,
        Attempt: hers.attempt,
      };
      const resolved = async (actor: string) =>
        SERVICES.find((one) => one.name === service)?.references[name]?.(
          { __typename: name, id: ids[name] },
          {
            caller: { tenant: 'academy', actor, role: Role.LEARNER },
            kernel: { events, keys, cache: new StreamCache() },
            read: readerOf(views),
            until: async () => undefined,
            now: new Date(),
            newId: () => 'new',
            correlationId: 'c',
          },
        );
      expect(await resolved(hers.learner)).toMatchObject({ id: ids[name] });
      await expect(resolved(await bob.id())).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    },
  );
  test('and a caller of the gateway asks for no entity at all', async () =>
    expect(codesOf(await bob.ask('{ _entities(representations: []) { __typename } }'))).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ]));
});

describe('a learner does nothing to another', () => {
  /** They name nobody and nothing that is somebody's. */
  const OF_NOBODY = ['startAttempt'];
  test.each(rootFields('getMutationType').filter((name) => !OF_NOBODY.includes(name)))('by %s', async (name) => {
    const input = await (deeds[`${name} another`] ?? deeds[name])?.(ada, 'learner');
    if (!input) throw new Error(`nobody knows how to ${name}`);
    const head = await academy.stores.events.head();
    const reply = await bob.tries(name, '', input);
    if (reply.errors) expect(codesOf(reply)).toEqual(['FORBIDDEN']);
    else
      expect(reply.data[name]).toMatchObject({
        __typename: 'Refused',
        code: expect.stringMatching(/_(NOT_YOURS|UNKNOWN)$/),
      });
    expect(await academy.stores.events.head()).toBe(head);
  });

  test.each(['nameLearner', 'enrol'])('%s tells nobody whether another is known, erased or nobody', async (name) => {
    const input = { learner: '', ...(await deeds[`${name} another`]?.(ada, 'learner')) };
    const told = async (learner: string) => (await bob.tries(name, '', { ...input, learner })).data[name];
    const known = await told(input.learner);
    await academy.as('administrator', 'root').does('eraseLearner', '', { learner: input.learner });
    expect([await told(input.learner), await told('f'.repeat(32))]).toEqual([known, known]);
    const keys = await academy.stores.keys.getMany('academy', ['f'.repeat(32)]);
    expect(keys.size).toBe(0);
  });
});
