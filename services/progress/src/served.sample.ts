import 'reflect-metadata';
import { graphql, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import {
  NO_STREAM,
  readerOf,
  streamName,
  type EventOf,
  type EventStore,
  type FrameworkEvents,
  type RoleEvents,
  type RubricEvents,
} from '@proficio/events';
import { Role, type Context } from '@proficio/graph';
import { ADA, BOB, META, TENANT } from '@proficio/tests';
import { temporaryStores } from '@proficio/tests/stores';
import { ACADEMY } from './academy.sample.js';
import { progress } from './service.js';

export const FRAMEWORK = 'ai-product-manager';
export const CARA = 'ca4a'.padEnd(32, '0');
export const NOW = new Date('2026-01-05T09:00:00Z');

export interface Who {
  readonly actor?: string;
  readonly role?: Role;
  readonly tenant?: string;
}
export const ada: Who = { actor: ADA, role: Role.LEARNER };
export const bob: Who = { actor: BOB, role: Role.LEARNER };
export const assessor: Who = { actor: CARA, role: Role.ASSESSOR };
export const administrator: Who = { actor: CARA, role: Role.ADMINISTRATOR };
export const analyst: Who = { actor: CARA, role: Role.ANALYST };
export const curator: Who = { actor: CARA, role: Role.CURATOR };

const PROBLEM = '... on Problem { __typename code faults { field reason } }';
export const mutation = (name: string, fields: string) => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation($input: ${type}!) { ${name}(input: $input) { ${fields} ${PROBLEM} } }`;
};
export const learnerMutation = (name: string) => mutation(name, '... on LearnerPayload { position learner { id } }');
export const enrolmentMutation = (name: string) =>
  mutation(name, '... on EnrolmentPayload { position enrolment { id status } }');
export const artefactMutation = (name: string) =>
  mutation(name, '... on ArtefactPayload { position artefact { id } enrolment { id status } }');
export const fieldsOf = ({ faults }: { faults: { field: string }[] }) => faults.map(({ field }) => field);

export const PROFILE = `query($learner: ID!) { learner(id: $learner) { id enrolments(first: 10) {
  edges { node { id status startedAt course { id } } } pageInfo { hasNextPage endCursor } } } }`;
export const ENROLMENT = `query($id: ID!) { enrolment(id: $id) {
  id status startedAt endedAt learner { id } framework { id } course { id } role { id }
  paths { path { id } closed
    conditions { kind target artefact count reached done }
    activities { activity { id } status hours closed } }
  artefacts { edges { node { id kind activity { id } submittedAt
    title { state text } link { state text } note { state text }
    review { accepted rubric criteria { criterion level outcome } comment { state text } } } } } } }`;

/** The whole service on stores of its own, with what other services published. For tests. */
export const served = () => {
  const stores = temporaryStores();
  const read = readerOf(stores.views);
  let schema: GraphQLSchema;
  let until: Context['until'];
  let ids = 0;

  beforeAll(async () => {
    schema = await buildSchema({ resolvers: progress.resolvers, validate: false, skipCheck: true });
    until = await stores.follow(progress.projections);
    await publish(stores.events);
  });

  const contextOf = ({ actor = ADA, role = Role.LEARNER, tenant = TENANT }: Who): Context => ({
    caller: { actor, role, tenant },
    kernel: stores.kernel,
    read,
    until,
    now: NOW,
    newId: () => `generated-${++ids}`,
    correlationId: 'test',
  });
  const caughtUp = async () => until(await stores.events.head());
  /** The views are at the head before each request, as `x-proficio-after` makes them. */
  const ask = async (who: Who, source: string, variableValues: Record<string, unknown> = {}) => {
    await caughtUp();
    return JSON.parse(JSON.stringify(await graphql({ schema, source, variableValues, contextValue: contextOf(who) })));
  };
  const data = async (who: Who, source: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await ask(who, source, variables);
    expect(errors).toBeUndefined();
    return data;
  };
  const codeOf = async (who: Who, source: string, variables: Record<string, unknown> = {}) =>
    (await ask(who, source, variables)).errors?.[0]?.extensions?.code;
  const run = async (who: Who, name: string, query: (name: string) => string, input: Record<string, unknown>) =>
    (await data(who, query(name), { input }))[name];
  const enrol = (who: Who, input: Record<string, unknown>) => run(who, 'enrol', enrolmentMutation, input);
  return { ...stores, read, contextOf, caughtUp, data, codeOf, run, enrol };
};

type Published = EventOf<typeof FrameworkEvents> | EventOf<typeof RoleEvents> | EventOf<typeof RubricEvents>;

const publish = async (events: EventStore): Promise<void> => {
  const written = (category: string, id: string, { type, data }: Published) => {
    const meta = { ...META, commandDigest: '', causationId: '', schemaVersion: 1 };
    return events.append(streamName(category, TENANT, id), NO_STREAM, [{ id: `${category} ${id}`, type, data, meta }]);
  };
  const target = { framework: FRAMEWORK, domain: 'product-strategy', skill: null, level: 2 };
  await written('framework', FRAMEWORK, {
    type: 'FrameworkPublished',
    data: { framework: FRAMEWORK, version: 1, part: 1, parts: 1, content: ACADEMY },
  });
  await written('framework', 'draft', {
    type: 'FrameworkDrafted',
    data: { framework: 'draft', part: 1, parts: 1, content: ACADEMY },
  });
  await written('role', 'pm', {
    type: 'RolePublished',
    data: { role: 'pm', version: 4, content: { title: 'PM', description: '', targets: [target] } },
  });
  const levels = [
    { key: 'weak', title: 'Weak', description: '', value: 0.25 },
    { key: 'good', title: 'Good', description: '', value: 0.75 },
  ];
  const bindings = [{ framework: FRAMEWORK, skill: 'evaluation-design', share: 1 }];
  const criteria = [{ key: 'metrics', title: 'Metrics', bindings, weight: 1, levels }];
  await written('rubric', 'evaluation', {
    type: 'RubricDefined',
    data: { rubric: 'evaluation', content: { title: 'Evaluation', criteria } },
  });
};
