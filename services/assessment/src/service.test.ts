import 'reflect-metadata';
import { graphql, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { NO_STREAM, readerOf, streamName, type FrameworkContent, type StoredEvent } from '@proficio/events';
import { Role, type Context } from '@proficio/graph';
import { ADA, BOB, META, SMALL_FRAMEWORK, TENANT, uuid } from '@proficio/tests';
import { temporaryStores } from '@proficio/tests/stores';
import { assessment } from './service.js';

const STAFF = 'c0de'.padEnd(32, '0');
const NOW = new Date('2026-01-05T09:00:00Z');
const { events, views, keys, kernel, follow } = temporaryStores();
const read = readerOf(views);
let schema: GraphQLSchema;
let until: Context['until'];
let ids = 0;

interface Who {
  readonly actor: string;
  readonly role: Role;
  readonly tenant?: string;
}
const ada: Who = { actor: ADA, role: Role.LEARNER };
const bob: Who = { actor: BOB, role: Role.LEARNER };
const as = (role: Role, tenant = TENANT): Who => ({ actor: STAFF, role, tenant });
const curator = as(Role.CURATOR);
const assessor = as(Role.ASSESSOR);

const contextOf = ({ actor, role, tenant = TENANT }: Who): Context => ({
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
  const reply = await ask(who, source, variables);
  expect(reply.errors).toBeUndefined();
  return reply.data;
};
const codeOf = async (who: Who, source: string, variables: Record<string, unknown> = {}) =>
  (await ask(who, source, variables)).errors?.[0]?.extensions?.code;

const FIELDS = {
  defineItem: '... on ItemDefined { position changed item { key title maximum } }',
  defineQuiz: '... on QuizDefined { position changed quiz { key items { key } } }',
  defineRubric: '... on RubricDefined { position changed rubric { key criteria { key levels { value } } } }',
  startAttempt: '... on AttemptStarted { position attempt }',
  recordAnswer: `... on AnswerScored { position changed
    answer { item kind choices points maximum outcome hesitationMs words { state text } } }`,
  submitAttempt: '... on AttemptSubmitted { position changed answered }',
  withdrawAttempt: '... on AttemptWithdrawn { position withdrawn }',
  recordResults: `... on ResultsRecorded { position recorded unchanged corrected refused
    rows { index status code faults { field reason } } }`,
  withdrawResult: '... on ResultWithdrawn { position changed }',
};
const does = async (who: Who, name: keyof typeof FIELDS, input: Record<string, unknown>) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) { ${name}(input: $input) {
    ${FIELDS[name]} ... on Problem { __typename code faults { field reason } } } }`;
  return (await data(who, source, { input }))[name];
};
const refusal = ({ code, faults }: { code: string; faults: readonly { field: string }[] }) => [
  code,
  ...faults.map(({ field }) => field),
];

const to = (skill: string, framework = 'small') => [{ framework, skill }];
const options = ['a', 'b', 'c'].map((key) => ({ key, text: `Option ${key}` }));
const QUESTIONS = {
  choice: { kind: 'SINGLE_CHOICE', options, correct: ['a'] },
  many: { kind: 'MULTIPLE_CHOICE', options, correct: ['a', 'b'] },
  number: { kind: 'NUMERIC', value: 20, tolerance: 0.5 },
  words: { kind: 'SHORT_TEXT', accepted: ['band saw'] },
  exam: { kind: 'GRADED' },
  'can-craft': { kind: 'SELF_RATING' },
  'can-judge': { kind: 'SELF_RATING' },
};
const SKILLS: Readonly<Record<string, string>> = { number: 'joinery', 'can-judge': 'choosing' };
const item = (key: keyof typeof QUESTIONS) => ({
  key,
  title: `Item ${key}`,
  bindings: to(SKILLS[key] ?? 'sawing'),
  maximum: key === 'exam' ? 100 : 4,
  question: QUESTIONS[key],
});
const quiz = {
  key: 'sawing',
  title: 'Sawing',
  framework: 'small',
  purpose: 'QUIZ',
  items: ['choice', 'many', 'words'],
};
const self = {
  key: 'gaps',
  title: 'Where you stand',
  framework: 'small',
  purpose: 'SELF_ASSESSMENT',
  items: ['can-craft', 'can-judge'],
};
const level = (value: number) => ({ key: `at-${value * 4}`, title: `At ${value}`, value });
const rubric = {
  key: 'box',
  title: 'A box',
  criteria: [{ key: 'fit', title: 'It fits', bindings: to('joinery'), levels: [level(0.25), level(0.75)] }],
};

/** What curriculum wrote. */
const publish = (framework: string, content: FrameworkContent, version = 1, tenant = TENANT) => {
  const data = { framework, version, part: 1, parts: 1, content };
  const meta = { ...META, tenant, commandDigest: '', causationId: '', schemaVersion: 1 };
  const event = { id: `${tenant} ${framework} ${version}`, type: 'FrameworkPublished', data, meta };
  return events.append(streamName('framework', tenant, framework), NO_STREAM + BigInt(version - 1), [event]);
};

const inLog = async (): Promise<readonly StoredEvent[]> => {
  const found: StoredEvent[] = [];
  const categories = ['item', 'quiz', 'rubric', 'attempt', 'result'];
  for await (const batch of events.readAll({ categories })) found.push(...batch.events);
  return found;
};

beforeAll(async () => {
  schema = await buildSchema({ resolvers: assessment.resolvers, validate: false, skipCheck: true });
  until = await follow(assessment.projections);
  await publish('small', SMALL_FRAMEWORK);
  for (const key of ['choice', 'many', 'number', 'words', 'exam', 'can-craft', 'can-judge'] as const)
    expect(await does(curator, 'defineItem', item(key))).toMatchObject({ changed: true, item: { key } });
  expect(await does(curator, 'defineQuiz', quiz)).toMatchObject({ changed: true });
  expect(await does(curator, 'defineQuiz', self)).toMatchObject({ changed: true });
  expect(await does(curator, 'defineRubric', rubric)).toMatchObject({ changed: true });
});

describe('what curators define', () => {
  const ITEM = `query ($key: ID!) { item(key: $key) { key title prompt kind level weight maximum options { key text }
    bindings { framework skill share published { id } } } }`;

  test('is read by everyone, with the skill it is about', async () => {
    expect(await data(ada, ITEM, { key: 'choice' })).toEqual({
      item: {
        key: 'choice',
        title: 'Item choice',
        prompt: '',
        kind: 'SINGLE_CHOICE',
        level: null,
        weight: 1,
        maximum: 4,
        options,
        bindings: [{ framework: 'small', skill: 'sawing', share: 1, published: { id: 'small@1/sawing' } }],
      },
    });
    expect(await data(ada, '{ quiz(key: "sawing") { title purpose framework items { key } } }')).toEqual({
      quiz: { title: 'Sawing', purpose: 'QUIZ', framework: 'small', items: quiz.items.map((key) => ({ key })) },
    });
    const levels = [{ value: 0.25 }, { value: 0.75 }];
    expect(await data(ada, '{ rubric(key: "box") { title criteria { key weight levels { value } } } }')).toEqual({
      rubric: { title: 'A box', criteria: [{ key: 'fit', weight: 1, levels }] },
    });
  });
  test('is listed in pages, all of it or what a framework has', async () => {
    const LIST = `query ($framework: String, $after: String) { items(framework: $framework, first: 3, after: $after) {
      edges { node { key } } pageInfo { hasNextPage endCursor } } }`;
    const keysIn = async (framework: string | null, after?: string): Promise<readonly string[]> => {
      const { edges, pageInfo } = (await data(ada, LIST, { framework, after })).items;
      const keys = edges.map(({ node }: { node: { key: string } }) => node.key);
      return pageInfo.hasNextPage ? [...keys, ...(await keysIn(framework, pageInfo.endCursor))] : keys;
    };
    const all = ['can-craft', 'can-judge', 'choice', 'exam', 'many', 'number', 'words'];
    expect(await keysIn(null)).toEqual(all);
    expect(await keysIn('small')).toEqual(all);
    expect(await keysIn('other')).toEqual([]);
    const lists = '{ quizzes(framework: "small") { edges { node { key } } } rubrics { edges { node { key } } } }';
    expect(await data(ada, lists)).toEqual({
      quizzes: { edges: [{ node: { key: 'gaps' } }, { node: { key: 'sawing' } }] },
      rubrics: { edges: [{ node: { key: 'box' } }] },
    });
    expect(await codeOf(ada, '{ items(first: 101) { pageInfo { hasNextPage } } }')).toBe('BAD_INPUT');
  });
  test('again is nothing to do, and otherwise replaces it', async () => {
    const before = (await inLog()).length;
    expect(await does(curator, 'defineItem', item('number'))).toMatchObject({ changed: false });
    expect(await does(curator, 'defineQuiz', quiz)).toMatchObject({ changed: false });
    expect(await does(curator, 'defineRubric', rubric)).toMatchObject({ changed: false });
    expect(await inLog()).toHaveLength(before);
    await does(curator, 'defineItem', { ...item('number'), title: 'Another title' });
    expect((await data(ada, ITEM, { key: 'number' })).item.title).toBe('Another title');
  });
  test('is refused with every fault', async () => {
    const bindings = [...to('nope'), ...to('sawing', 'nowhere')];
    const faulty = { ...item('choice'), bindings, question: { ...QUESTIONS.choice, correct: ['z'] } };
    expect(refusal(await does(curator, 'defineItem', faulty))).toEqual([
      'ITEM_FAULTY',
      'bindings.0.skill',
      'bindings.1.framework',
      'question.correct.0',
    ]);
    expect(refusal(await does(curator, 'defineItem', { ...item('choice'), key: 'A B', bindings: [] }))).toEqual([
      'INVALID_INPUT',
      'bindings',
      'key',
    ]);
    expect(refusal(await does(curator, 'defineQuiz', { ...self, items: ['can-craft', 'nope'] }))).toEqual([
      'QUIZ_FAULTY',
      'items.1',
    ]);
    const criteria = [{ ...rubric.criteria[0], levels: [level(0.75), level(0.25)] }];
    expect(refusal(await does(curator, 'defineRubric', { ...rubric, criteria }))).toEqual([
      'RUBRIC_FAULTY',
      'criteria.0.levels.1.value',
    ]);
  });
  test('names no skill that the newest version dropped', async () => {
    await publish('shrinking', SMALL_FRAMEWORK);
    const about = { ...item('choice'), key: 'about-choosing', bindings: to('choosing', 'shrinking') };
    expect(await does(curator, 'defineItem', about)).toMatchObject({ changed: true });
    const skills = SMALL_FRAMEWORK.skills.filter(({ key }) => key !== 'choosing');
    await publish('shrinking', { ...SMALL_FRAMEWORK, skills }, 2);
    expect(refusal(await does(curator, 'defineItem', { ...about, key: 'more' }))).toEqual([
      'ITEM_FAULTY',
      'bindings.0.skill',
    ]);
    expect(await does(curator, 'defineItem', about)).toMatchObject({ changed: false });
    expect((await data(ada, ITEM, { key: 'about-choosing' })).item.bindings[0].published).toBeNull();
  });
  test('tells what is accepted to those who may read it', async () => {
    const ACCEPTED = 'query ($key: ID!) { item(key: $key) { accepted { values value tolerance } } }';
    for (const role of [Role.ASSESSOR, Role.CURATOR, Role.ADMINISTRATOR])
      expect(await data(as(role), ACCEPTED, { key: 'choice' })).toEqual({
        item: { accepted: { values: ['a'], value: null, tolerance: null } },
      });
    expect((await data(curator, ACCEPTED, { key: 'number' })).item.accepted).toMatchObject({
      value: 20,
      tolerance: 0.5,
    });
    expect((await data(curator, ACCEPTED, { key: 'words' })).item.accepted.values).toEqual(['band saw']);
    expect((await data(curator, ACCEPTED, { key: 'exam' })).item.accepted).toBeNull();
    for (const who of [ada, as(Role.ANALYST)]) {
      expect(await codeOf(who, ACCEPTED, { key: 'choice' })).toBe('FORBIDDEN');
      expect((await ask(who, ACCEPTED, { key: 'choice' })).data.item.accepted).toBeNull();
    }
  });
  test('does not exist for another tenant', async () => {
    const stranger = as(Role.ADMINISTRATOR, 'other');
    for (const noun of ['item(key: "choice")', 'quiz(key: "sawing")', 'rubric(key: "box")'])
      expect(await codeOf(stranger, `{ ${noun} { key } }`)).toBe('NOT_FOUND');
    const lists = '{ items { edges { cursor } } quizzes { edges { cursor } } rubrics { edges { cursor } } }';
    const none = { edges: [] };
    expect(await data(stranger, lists)).toEqual({ items: none, quizzes: none, rubrics: none });
    expect(refusal(await does(stranger, 'defineItem', item('choice')))).toEqual([
      'ITEM_FAULTY',
      'bindings.0.framework',
    ]);
  });
});

const ATTEMPT = `query ($id: ID!) { attempt(id: $id) { id status purpose startedAt submittedAt withdrawnAt answered
  learner { id } quiz { key }
  answers { item kind choices value confident points maximum outcome hesitationMs words { state text } } } }`;
const start = async (who: Who, key = 'sawing'): Promise<string> => {
  const { attempt } = await does(who, 'startAttempt', { quiz: key });
  return attempt;
};
const choose = (attempt: string, choice: string, more = {}) => ({
  attempt,
  item: 'choice',
  response: { kind: 'SINGLE_CHOICE', choice },
  ...more,
});

describe('an attempt', () => {
  test('is answered, scored at once, and submitted', async () => {
    const attempt = await start(ada);
    expect(await does(ada, 'recordAnswer', choose(attempt, 'a', { hesitationMs: 1200 }))).toMatchObject({
      changed: true,
      answer: {
        item: 'choice',
        kind: 'SINGLE_CHOICE',
        points: 4,
        maximum: 4,
        outcome: 1,
        hesitationMs: 1200,
        words: null,
      },
    });
    const response = { kind: 'MULTIPLE_CHOICE', choices: ['a'] };
    expect(await does(ada, 'recordAnswer', { attempt, item: 'many', response })).toMatchObject({
      answer: { choices: ['a'], points: 2, outcome: 0.5 },
    });
    expect(await does(ada, 'submitAttempt', { attempt })).toMatchObject({ changed: true, answered: 2 });
    const read = (await data(ada, ATTEMPT, { id: attempt })).attempt;
    expect(read).toMatchObject({
      status: 'SUBMITTED',
      purpose: 'QUIZ',
      answered: 2,
      startedAt: NOW.toISOString(),
      submittedAt: NOW.toISOString(),
      withdrawnAt: null,
      learner: { id: ADA },
      quiz: { key: 'sawing' },
    });
    expect(read.answers.map(({ item, points }: { item: string; points: number }) => [item, points])).toEqual([
      ['choice', 4],
      ['many', 2],
    ]);
  });
  test('takes each answer once, tells the same one again, and no answer after submitting', async () => {
    const attempt = await start(ada);
    const first = await does(ada, 'recordAnswer', choose(attempt, 'b', { hesitationMs: 5 }));
    const again = await does(ada, 'recordAnswer', choose(attempt, 'b', { hesitationMs: 9 }));
    expect(again).toEqual({ ...first, changed: false });
    expect(refusal(await does(ada, 'recordAnswer', choose(attempt, 'a')))).toEqual(['ITEM_ANSWERED', 'item']);
    expect(refusal(await does(ada, 'recordAnswer', choose(attempt, 'a', { item: 'number' })))).toEqual([
      'ITEM_NOT_IN_QUIZ',
      'item',
    ]);
    await does(ada, 'submitAttempt', { attempt });
    expect(await does(ada, 'submitAttempt', { attempt })).toMatchObject({ changed: false, answered: 1 });
    expect(refusal(await does(ada, 'recordAnswer', choose(attempt, 'b')))).toEqual(['ATTEMPT_SUBMITTED', 'attempt']);
  });
  test('is written once for one command, whatever came since', async () => {
    const started = await does(ada, 'startAttempt', { quiz: 'sawing', commandId: 'start' });
    const { attempt } = started;
    const input = choose(attempt, 'a', { commandId: 'answer' });
    const first = await does(ada, 'recordAnswer', input);
    await does(ada, 'submitAttempt', { attempt });
    const length = (await inLog()).length;
    expect(await does(ada, 'recordAnswer', input)).toEqual(first);
    expect(await does(ada, 'startAttempt', { quiz: 'sawing', commandId: 'start' })).toEqual(started);
    expect(await inLog()).toHaveLength(length);
    expect(refusal(await does(ada, 'recordAnswer', { ...input, hesitationMs: 1 }))).toEqual([
      'COMMAND_ID_REUSED',
      'commandId',
    ]);
    expect(refusal(await does(ada, 'startAttempt', { quiz: 'gaps', commandId: 'start' }))).toEqual([
      'COMMAND_ID_REUSED',
      'commandId',
    ]);
  });
  test('of Ada is closed to Bob, who gets one of his own', async () => {
    const { attempt } = await does(ada, 'startAttempt', { quiz: 'sawing', commandId: 'shared' });
    await does(ada, 'recordAnswer', choose(attempt, 'a', { commandId: 'same' }));
    const length = (await inLog()).length;
    const notYours = ['ATTEMPT_NOT_YOURS', 'attempt'];
    expect(refusal(await does(bob, 'recordAnswer', choose(attempt, 'a', { commandId: 'same' })))).toEqual(notYours);
    expect(refusal(await does(bob, 'recordAnswer', choose(attempt, 'b')))).toEqual(notYours);
    expect(refusal(await does(bob, 'submitAttempt', { attempt }))).toEqual(notYours);
    expect(await inLog()).toHaveLength(length);
    const his = await does(bob, 'startAttempt', { quiz: 'sawing', commandId: 'shared' });
    expect(his.attempt).not.toBe(attempt);
    expect(await codeOf(bob, ATTEMPT, { id: attempt })).toBe('NOT_FOUND');
    expect((await data(bob, ATTEMPT, { id: his.attempt })).attempt).toMatchObject({
      answered: 0,
      learner: { id: BOB },
    });
  });
  test('of a self-assessment takes yes or no, with the time it took', async () => {
    const attempt = await start(bob, 'gaps');
    const response = { kind: 'SELF_RATING', confident: false };
    const input = { attempt, item: 'can-craft', response, hesitationMs: 86_400_000 };
    expect(await does(bob, 'recordAnswer', input)).toMatchObject({ answer: { kind: 'SELF_RATING', points: 0 } });
    expect((await inLog()).at(-1)?.data).toMatchObject({ kind: 'self-rating', purpose: 'self-assessment', weight: 1 });
  });
  test('keeps words sealed: for the learner and who assesses, and for nobody once the key is gone', async () => {
    const cy: Who = { actor: 'c'.repeat(32), role: Role.LEARNER };
    const attempt = await start(cy);
    const response = { kind: 'SHORT_TEXT', text: ' Band  SAW ' };
    const shown = { state: 'SHOWN', text: response.text };
    expect(await does(cy, 'recordAnswer', { attempt, item: 'words', response })).toMatchObject({
      answer: { points: 4, words: shown },
    });
    expect(JSON.stringify((await inLog()).at(-1)?.data)).not.toContain('SAW');
    const words = async (who: Who) => (await data(who, ATTEMPT, { id: attempt })).attempt.answers[0].words;
    expect(await words(cy)).toEqual(shown);
    expect(await words(assessor)).toEqual(shown);
    expect(await words(as(Role.ANALYST))).toEqual({ state: 'WITHHELD', text: null });
    await keys.destroy(TENANT, cy.actor);
    expect(await words(assessor)).toEqual({ state: 'ERASED', text: null });
    expect(refusal(await does(cy, 'submitAttempt', { attempt }))).toEqual(['LEARNER_ERASED']);
    expect(refusal(await does(assessor, 'withdrawAttempt', { attempt }))).toEqual(['LEARNER_ERASED']);
  });
  test('is withdrawn by an assessor, once', async () => {
    const attempt = await start(bob);
    await does(bob, 'recordAnswer', choose(attempt, 'a'));
    const [answer] = (await inLog()).slice(-1);
    expect(await does(assessor, 'withdrawAttempt', { attempt })).toMatchObject({ withdrawn: 1 });
    expect((await inLog()).at(-1)?.data).toMatchObject({ answers: [{ eventId: answer?.id, item: 'choice' }] });
    expect(await does(assessor, 'withdrawAttempt', { attempt })).toMatchObject({ withdrawn: 0 });
    expect((await data(bob, ATTEMPT, { id: attempt })).attempt).toMatchObject({ status: 'WITHDRAWN', answered: 1 });
    expect(refusal(await does(bob, 'submitAttempt', { attempt }))).toEqual(['ATTEMPT_WITHDRAWN', 'attempt']);
  });
  test('that is none, of a quiz that is none, or of another tenant', async () => {
    const nobody = uuid(99);
    for (const name of ['submitAttempt', 'withdrawAttempt'] as const)
      expect(refusal(await does(name === 'submitAttempt' ? ada : assessor, name, { attempt: nobody }))).toEqual([
        'ATTEMPT_UNKNOWN',
        'attempt',
      ]);
    expect(refusal(await does(ada, 'recordAnswer', choose(nobody, 'a')))).toEqual(['ATTEMPT_UNKNOWN', 'attempt']);
    expect(refusal(await does(ada, 'startAttempt', { quiz: 'nope' }))).toEqual(['QUIZ_UNKNOWN', 'quiz']);
    expect(await codeOf(ada, ATTEMPT, { id: nobody })).toBe('NOT_FOUND');
    const attempt = await start(ada);
    expect(await codeOf(as(Role.ADMINISTRATOR, 'other'), ATTEMPT, { id: attempt })).toBe('NOT_FOUND');
    expect(refusal(await does({ ...ada, tenant: 'other' }, 'submitAttempt', { attempt }))).toEqual([
      'ATTEMPT_UNKNOWN',
      'attempt',
    ]);
  });
  test('is told every fault of an answer', async () => {
    const attempt = await start(ada);
    const faults = async (changes: object) => refusal(await does(ada, 'recordAnswer', choose(attempt, 'a', changes)));
    expect(await faults({ attempt: 'x', hesitationMs: -1 })).toEqual(['INVALID_INPUT', 'attempt', 'hesitationMs']);
    expect(await faults({ occurredAt: '2026-01-05T09:11:00Z' })).toEqual(['INVALID_INPUT', 'occurredAt']);
    expect(await faults({ response: { kind: 'NUMERIC', value: 1 } })).toEqual(['ANSWER_UNFIT', 'response.kind']);
    expect(await faults({ response: { kind: 'SINGLE_CHOICE', choice: 'z' } })).toEqual([
      'ANSWER_UNFIT',
      'response.choice',
    ]);
    expect(await faults({ response: { kind: 'SHORT_TEXT', text: 'a\0' } })).toEqual(['INVALID_INPUT', 'response.text']);
  });
  test('is among its learner’s, a page at a time, for those who may see them', async () => {
    const dan: Who = { actor: 'd'.repeat(32), role: Role.LEARNER };
    const made = [await start(dan), await start(dan, 'gaps'), await start(dan)];
    const learner = (who: Who) => assessment.references['Learner']?.({ id: dan.actor }, contextOf(who));
    expect(learner(dan)).toEqual({ id: dan.actor });
    expect(learner(assessor)).toEqual({ id: dan.actor });
    for (const who of [ada, curator]) expect(() => learner(who)).toThrow('learner not found');
    const LIST = `query ($id: ID!, $after: String) { attempt(id: $id) { learner { attempts(first: 2, after: $after) {
      edges { node { id } } pageInfo { hasNextPage endCursor } } } } }`;
    const page = async (after: string | null) =>
      (await data(dan, LIST, { id: made[0], after })).attempt.learner.attempts;
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const idsIn = [...first.edges, ...second.edges].map(({ node }: { node: { id: string } }) => node.id);
    expect(idsIn.toSorted()).toEqual(made.toSorted());
  });
});

describe('results scored elsewhere', () => {
  const row = (sourceId: string, changes: object = {}) => ({
    learner: ADA,
    item: 'exam',
    score: 70,
    occurredAt: '2025-12-01T00:00:00Z',
    source: 'lms',
    sourceId,
    ...changes,
  });
  const record = (...rows: object[]) => does(assessor, 'recordResults', { rows });
  const statuses = ({ rows }: { rows: readonly { status: string }[] }) => rows.map(({ status }) => status);

  test('are recorded in the order of their rows, with the bindings of their item', async () => {
    const rows = Array.from({ length: 600 }, (_, n) =>
      row(`order ${n}`, { learner: n.toString(16).padStart(32, '0'), score: n % 100 }),
    );
    expect(await record(...rows)).toMatchObject({ recorded: 600, unchanged: 0, corrected: 0, refused: 0 });
    const written = (await inLog()).slice(-600);
    expect(written.map(({ data }) => data)).toMatchObject(
      rows.map(({ learner, score, sourceId }) => ({
        learner,
        score,
        sourceId,
        kind: 'graded-score',
        maximum: 100,
        outcome: score / 100,
        bindings: [{ framework: 'small', skill: 'sawing', share: 1 }],
      })),
    );
    expect(written[0]?.meta).toMatchObject({ commandId: null, occurredAt: '2025-12-01T00:00:00.000Z' });
  });
  test('again are nothing, otherwise corrections, and each fault is of its row alone', async () => {
    const first = await record(row('1'), row('2'), row('3', { item: 'number', score: 3 }));
    expect(statuses(first)).toEqual(['RECORDED', 'RECORDED', 'RECORDED']);
    const length = (await inLog()).length;
    const second = await record(
      row('1'),
      row('2', { score: 71 }),
      row('3', { item: 'exam' }),
      row('4', { score: null }),
      row('5', { score: 101 }),
      row('6', { item: 'nope' }),
      row('7', { item: 'can-craft' }),
      row('8', { learner: null, occurredAt: '2030-01-01T00:00:00Z' }),
      row('9', { learner: null, issuer: 'https://id.example', subject: 'eve@example.com' }),
    );
    expect(second).toMatchObject({ recorded: 1, unchanged: 1, corrected: 1, refused: 6 });
    expect(
      second.rows.map(({ index, status, code, faults }: never) => ({ index, status, code, faults })).slice(0, 4),
    ).toEqual([
      { index: 0, status: 'UNCHANGED', code: null, faults: [] },
      { index: 1, status: 'CORRECTED', code: null, faults: [] },
      {
        index: 2,
        status: 'REFUSED',
        code: 'RESULT_OF_OTHER',
        faults: [{ field: 'item', reason: 'this source id is of item "number"' }],
      },
      { index: 3, status: 'REFUSED', code: 'INVALID_INPUT', faults: [{ field: 'score', reason: 'is missing' }] },
    ]);
    expect(second.rows.slice(4).map(refusal)).toEqual([
      ['SCORE_OUT_OF_RANGE', 'score'],
      ['ITEM_UNKNOWN', 'item'],
      ['ITEM_SELF_RATED', 'item'],
      ['INVALID_INPUT', 'occurredAt', 'learner'],
      [null],
    ]);
    const written = (await inLog()).slice(length);
    expect(written.map(({ type }) => type)).toEqual(['ResultCorrected', 'ResultRecorded']);
    expect(JSON.stringify(written)).not.toContain('eve@example.com');
  });
  test('twice in one call are taken in their order', async () => {
    expect(statuses(await record(row('twice'), row('twice'), row('twice', { score: 1 }), row('twice')))).toEqual([
      'RECORDED',
      'UNCHANGED',
      'CORRECTED',
      'CORRECTED',
    ]);
  });
  test('are withdrawn by their source, and stay so', async () => {
    await record(row('gone'));
    const id = { source: 'lms', sourceId: 'gone' };
    expect(await does(assessor, 'withdrawResult', id)).toMatchObject({ changed: true });
    expect(await does(assessor, 'withdrawResult', id)).toMatchObject({ changed: false });
    expect((await record(row('gone'))).rows.map(refusal)).toEqual([['RESULT_WITHDRAWN', 'sourceId']]);
    expect(refusal(await does(assessor, 'withdrawResult', { ...id, source: 'another' }))).toEqual([
      'RESULT_UNKNOWN',
      'sourceId',
    ]);
  });
  test('of an erased learner are refused, those of others are not', async () => {
    const erased = 'e'.repeat(32);
    await keys.destroy(TENANT, erased);
    expect((await record(row('e1', { learner: erased }), row('e2'))).rows.map(refusal)).toEqual([
      ['LEARNER_ERASED'],
      [null],
    ]);
  });
  test('come one at least and 2,000 at most', async () => {
    expect(refusal(await record())).toEqual(['INVALID_INPUT', 'rows']);
    expect(refusal(await record(...Array.from({ length: 2001 }, (_, n) => row(`many ${n}`))))).toEqual([
      'INVALID_INPUT',
      'rows',
    ]);
  });
});
