import 'reflect-metadata';
import { graphql, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import {
  gathered,
  NO_STREAM,
  readerOf,
  streamName,
  type EventStore,
  type FrameworkContent,
  type StoredEvent,
} from '@proficio/events';
import { Role, type Context } from '@proficio/graph';
import { ADA, BOB, META, SMALL_FRAMEWORK, TENANT } from '@proficio/tests';
import { temporaryStores } from '@proficio/tests/stores';
import { item, QUESTIONS, quiz, rubric, self } from './bank.sample.js';
import { assessment } from './service.js';

export const NOW = new Date('2026-01-05T09:00:00Z');

export interface Who {
  readonly actor: string;
  readonly role: Role;
  readonly tenant?: string;
}
const STAFF = 'c0de'.padEnd(32, '0');
export const as = (role: Role, tenant = TENANT): Who => ({ actor: STAFF, role, tenant });
export const ada: Who = { actor: ADA, role: Role.LEARNER };
export const bob: Who = { actor: BOB, role: Role.LEARNER };
export const curator = as(Role.CURATOR);
export const assessor = as(Role.ASSESSOR);

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
  overrideLevel: '... on LevelOverridden { position }',
  revokeOverride: '... on OverrideRevoked { position }',
};
export const ATTEMPT = `query ($id: ID!) { attempt(id: $id) { id status purpose startedAt submittedAt withdrawnAt answered
  learner { id } quiz { key }
  answers { item kind choices value confident points maximum outcome hesitationMs words { state text } } } }`;
/** An answer to the single choice of the quiz. */
export const choose = (attempt: string, choice: string, more = {}) => ({
  attempt,
  item: 'choice',
  response: { kind: 'SINGLE_CHOICE', choice },
  ...more,
});

const PROBLEM = '... on Problem { __typename code faults { field reason } }';

/** Code and fields of a refusal. */
export const refusal = ({ code, faults }: { code: string; faults: readonly { field: string }[] }) => [
  code,
  ...faults.map(({ field }) => field),
];

/** The whole service on stores of its own, with a published framework and a bank about it. For tests. */
export const served = () => {
  const { events, views, keys, kernel, follow } = temporaryStores();
  /** The views that were looked into, in order. */
  const looked: string[] = [];
  const live = views.live.bind(views);
  views.live = gathered({
    live: (documents, pages) => {
      looked.push(...documents.map(({ view }) => view), ...pages.map(({ page }) => page.view));
      return live(documents, pages);
    },
  });
  const read = readerOf(views);
  let schema: GraphQLSchema;
  let until: Context['until'];
  let ids = 0;

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
  const does = async (who: Who, name: keyof typeof FIELDS, input: Record<string, unknown>) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const source = `mutation ($input: ${type}!) { ${name}(input: $input) { ${FIELDS[name]} ${PROBLEM} } }`;
    return (await data(who, source, { input }))[name];
  };
  const start = async (who: Who, key = quiz.key): Promise<string> =>
    (await does(who, 'startAttempt', { quiz: key })).attempt;
  /** What this service wrote. */
  const inLog = async (): Promise<readonly StoredEvent[]> => {
    const found: StoredEvent[] = [];
    const categories = assessment.families.map(({ category }) => category);
    for await (const batch of events.readAll({ categories })) found.push(...batch.events);
    return found;
  };

  beforeAll(async () => {
    schema = await buildSchema({ resolvers: assessment.resolvers, validate: false, skipCheck: true });
    until = await follow(assessment.projections);
    await published(events, 'small', SMALL_FRAMEWORK);
    const changed = { changed: true };
    for (const key of Object.keys(QUESTIONS))
      expect(await does(curator, 'defineItem', item(key))).toMatchObject(changed);
    for (const one of [quiz, self]) expect(await does(curator, 'defineQuiz', one)).toMatchObject(changed);
    expect(await does(curator, 'defineRubric', rubric)).toMatchObject(changed);
  });
  return { events, keys, looked, contextOf, ask, data, codeOf, does, start, inLog };
};

/** What curriculum writes. */
export const published = (events: EventStore, framework: string, content: FrameworkContent, version = 1) => {
  const data = { framework, version, part: 1, parts: 1, content };
  const meta = { ...META, commandDigest: '', causationId: '', schemaVersion: 1 };
  const event = { id: `${framework} ${version}`, type: 'FrameworkPublished', data, meta };
  return events.append(streamName('framework', TENANT, framework), NO_STREAM + BigInt(version - 1), [event]);
};
