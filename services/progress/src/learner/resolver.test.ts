import {
  bob,
  assessor,
  administrator,
  analyst,
  curator,
  type Who,
  learnerMutation,
  mutation,
  fieldsOf,
  PROFILE,
  served,
} from '../served.sample.js';

const { data, codeOf, run } = served();

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
  test('again is of the same person, and a name that it brings is theirs from then on', async () => {
    const named = (name: string) => mutation(name, '... on LearnerPayload { learner { id registered name { text } } }');
    const again = (name?: string) => run(assessor, 'registerLearner', named, { issuer: 'i', subject: 'zoe', name });
    const { learner } = await again();
    expect(learner).toMatchObject({ registered: true, name: null });
    expect(await again('Zoe')).toEqual({ learner: { ...learner, name: { text: 'Zoe' } } });
    expect(await again()).toEqual({ learner: { ...learner, name: { text: 'Zoe' } } });
    const VIEW = 'query($learner: ID!) { learner(id: $learner) { id registered name { text } } }';
    expect(await data(assessor, VIEW, { learner: learner.id })).toEqual(await again());
  });
  test('a repeat is answered as the first time, also after another name', async () => {
    const told = (name: string) =>
      mutation(name, '... on LearnerPayload { position learner { id registered erased name { text } } }');
    const commands: readonly Parameters<typeof run>[] = [
      [assessor, 'registerLearner', told, { issuer: 'i', subject: 'una', name: 'Una', commandId: 'register' }],
      [assessor, 'nameLearner', told, { learner: dan, name: 'Dan', commandId: 'name' }],
      [assessor, 'nameLearner', told, { learner: dan, name: null, commandId: 'no name' }],
      [assessor, 'nameLearner', told, { learner: dan, name: DAN.name, commandId: 'as before' }],
    ];
    const first: unknown[] = [];
    for (const command of commands) first.push(await run(...command));
    expect(first[1]).toMatchObject({ learner: { registered: true, name: { text: 'Dan' } } });
    expect(first[2]).toMatchObject({ learner: { name: null } });
    for (const [n, command] of commands.entries()) expect(await run(...command)).toEqual(first[n]);
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
