import 'reflect-metadata';
import { graphql } from 'graphql';
import { buildSchema } from 'type-graphql';
import { readerOf, type FrameworkContent } from '@proficio/events';
import { Role, type Caller, type Context } from '@proficio/graph';
import { ADA, META, SMALL_FRAMEWORK, TENANT, uuid, withSkill } from '@proficio/tests';
import { temporaryStores } from '@proficio/tests/stores';
import { curriculum } from './service.js';

const stores = temporaryStores();
const schema = await buildSchema({ resolvers: curriculum.resolvers, validate: false, skipCheck: true });
const until = await stores.follow(curriculum.projections);
const curator: Caller = { tenant: TENANT, actor: ADA, role: Role.CURATOR };

let ids = 0;
const contextOf = (caller: Caller): Context => ({
  caller,
  kernel: stores.kernel,
  read: readerOf(stores.views),
  until,
  now: new Date(META.recordedAt),
  newId: () => uuid(++ids),
  correlationId: 'test',
});
/** What one request answers, as the JSON that a client gets; errors by their codes. */
const ask = async (source: string, variableValues: Record<string, unknown> = {}, caller = curator) => {
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: contextOf(caller) });
  const unexpected = errors?.find(({ extensions }) => extensions.code === undefined);
  if (unexpected) throw unexpected;
  return JSON.parse(JSON.stringify({ data, codes: errors?.map(({ extensions }) => extensions.code) ?? [] }));
};
const MOVED_FRAMEWORK = '... on FrameworkMoved { position changed }';
const MOVED_ROLE = '... on RoleMoved { position changed }';
const PAYLOADS: Readonly<Record<string, string>> = {
  draftFramework: MOVED_FRAMEWORK,
  submitFramework: MOVED_FRAMEWORK,
  reviewFramework: MOVED_FRAMEWORK,
  publishFramework: '... on FrameworkPublication { position framework { id version skills { key } } }',
  draftRole: MOVED_ROLE,
  submitRole: MOVED_ROLE,
  reviewRole: MOVED_ROLE,
  publishRole: '... on RolePublication { position targetProfile { id version } }',
};
/** What a mutation answers, once the views contain it. */
const act = async (mutation: string, input: object, caller = curator) => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const source = `mutation ($input: ${type}) { ${mutation}(input: $input) { __typename
    ${PAYLOADS[mutation]}
    ... on Problem { code faults { field reason } } } }`;
  const answer = (await ask(source, { input }, caller)).data[mutation];
  if (answer.position) await until(BigInt(answer.position));
  return answer;
};

/** A content as GraphQL takes it. */
const input = (key: string, content: FrameworkContent) => {
  const upper = (kind: string) => ({ partOf: 'PART_OF', requires: 'REQUIRES', related: 'RELATED' })[kind];
  const closing = (condition: FrameworkContent['activities'][number]['closes']) => ({
    ...condition,
    kind: condition.kind.toUpperCase(),
  });
  return {
    key,
    ...content,
    skills: content.skills.map((skill) => ({
      ...skill,
      relations: skill.relations.map(({ type, skill: other }) => ({ type: upper(type), skill: other })),
    })),
    activities: content.activities.map((activity) => ({ ...activity, closes: closing(activity.closes) })),
    paths: content.paths.map((path) => ({ ...path, closes: path.closes.map(closing) })),
  };
};
const publishFramework = async (key: string, content: FrameworkContent, caller = curator) => {
  await act('draftFramework', input(key, content), caller);
  await act('submitFramework', { key }, caller);
  await act('reviewFramework', { key, approved: true }, caller);
  return act('publishFramework', { key }, caller);
};

const CONTENT = `title description priorityRule levels { key title cut } domains { key title description }
  activities { key title description closes { kind target artefact count } }`;
const FRAMEWORK = `id key version publishedAt ${CONTENT} levels { number }
  domains { id framework { id } skills { key } }
  skills { id title domain { key } weight contributes { domain { key } weight } tags relations { type skill { id } }
    descriptors { levels text } framework { id } }
  activities { id skills { key } }
  paths { id key title domain { key } activities { key } closes { kind target artefact count } }
  courses { id key title description paths { key } framework { version } }
  domain(key: "judgment") { title } skill(key: "joinery") { title } none: skill(key: "x") { title }`;

test('a framework is drafted, submitted, reviewed by its author, published, and read back whole', async () => {
  const draft = await act('draftFramework', input('whole', SMALL_FRAMEWORK));
  expect(draft).toMatchObject({ __typename: 'FrameworkMoved', changed: true });
  expect(await ask('{ framework(key: "whole") { id } }')).toEqual({ data: { framework: null }, codes: ['NOT_FOUND'] });

  const shown = await ask(`{ frameworkDraft(key: "whole") { key status version draftedAt note ${CONTENT}
    skills { key domain weight contributes { domain weight } tags relations { type skill } descriptors { levels text } }
    paths { key activities closes { kind target artefact count } } courses { key paths } } }`);
  expect(shown.data.frameworkDraft).toMatchObject({
    ...{ key: 'whole', status: 'DRAFT', version: 1, draftedAt: META.recordedAt, note: null, priorityRule: 'gap@1' },
    domains: SMALL_FRAMEWORK.domains,
    levels: SMALL_FRAMEWORK.levels,
    activities: [{ closes: { kind: 'ARTEFACT', target: null, artefact: 'box', count: 1 } }, {}],
    skills: [{ contributes: [{ domain: 'judgment', weight: 0.5 }] }, { relations: [{ type: 'REQUIRES' }] }, {}],
  });

  await act('submitFramework', { key: 'whole' });
  await act('reviewFramework', { key: 'whole', approved: true, note: 'Good' });
  const approved = await ask('{ frameworkDraft(key: "whole") { status note } }');
  expect(approved.data.frameworkDraft).toEqual({ status: 'APPROVED', note: 'Good' });
  expect(await act('publishFramework', { key: 'whole' })).toMatchObject({
    framework: { id: 'whole@1', version: 1, skills: [{ key: 'sawing' }, {}, {}] },
  });
  expect((await ask('{ frameworkDraft(key: "whole") { status } }')).codes).toEqual(['NOT_FOUND']);
  expect((await ask(`{ framework(key: "whole") { ${FRAMEWORK} } }`)).data.framework).toMatchSnapshot();
});

test('a published version stays as it is while the next ones come', async () => {
  await publishFramework('versions', SMALL_FRAMEWORK);
  await publishFramework('versions', withSkill(0, { title: 'Sawing straight' }));
  const { data } = await ask(`{ first: framework(key: "versions", version: 1) { version skill(key: "sawing") { title } }
    newest: framework(key: "versions") { id skill(key: "sawing") { title } } }`);
  expect(data.first).toEqual({ version: 1, skill: { title: 'Skill sawing' } });
  expect(data.newest).toEqual({ id: 'versions@2', skill: { title: 'Sawing straight' } });
  for (const version of [0, 3, -1])
    expect((await ask(`{ framework(key: "versions", version: ${version}) { id } }`)).codes).toEqual(['NOT_FOUND']);
});

test('a draft that says the same writes nothing, and a command id is answered as the first time', async () => {
  const again = { ...input('again', SMALL_FRAMEWORK), commandId: 'one' };
  const first = await act('draftFramework', again);
  expect(await act('draftFramework', { ...again, commandId: 'two' })).toEqual({ ...first, changed: false });
  await act('draftFramework', { ...again, title: 'Another title', commandId: 'three' });
  expect(await act('draftFramework', again)).toEqual(first);
  expect(await act('draftFramework', { ...again, title: 'Another title' })).toMatchObject({
    code: 'COMMAND_ID_REUSED',
    faults: [{ field: 'commandId' }],
  });
});

describe('bad input', () => {
  const sent = input('bad', SMALL_FRAMEWORK);
  const fieldsOf = ({ faults }: { readonly faults?: readonly { readonly field: string }[] }) =>
    faults?.map(({ field }) => field);

  test('is refused with every fault of its shape', async () => {
    const answer = await act('draftFramework', {
      ...sent,
      key: 'Not a key',
      title: 'NUL \0',
      description: '\ud800',
      priorityRule: 'loudest@1',
      activities: [
        { key: 'a', title: 'A', closes: { kind: 'COMPLETION', target: 5 } },
        { key: 'b', title: 'B', closes: { kind: 'HOURS' } },
        { key: 'c', title: 'C', closes: { kind: 'HOURS', target: -1 } },
      ],
    });
    expect(answer).toMatchObject({ __typename: 'InvalidInput', code: 'INVALID_INPUT' });
    const closes = ['activities.0.closes', 'activities.1.closes.target', 'activities.2.closes.target'];
    expect(fieldsOf(answer)?.toSorted()).toEqual(['description', 'key', 'priorityRule', 'title', ...closes].toSorted());
  });
  test('is refused with every fault of its references', async () => {
    const domains = [...sent.domains, { key: 'craft', title: 'Twice', description: '' }];
    const answer = await act('draftFramework', { ...sent, domains, courses: [{ key: 'c', title: 'C', paths: ['x'] }] });
    expect(answer).toMatchObject({ __typename: 'Refused', code: 'FRAMEWORK_FAULTY' });
    expect(fieldsOf(answer)).toEqual(['domains.2.key', 'courses.0.paths.0']);
  });
  test('is refused where a framework would be empty, with every other fault', async () => {
    const empty = { ...sent, levels: [], domains: [], skills: [], activities: [], paths: [] };
    const answer = await act('draftFramework', empty);
    expect(answer).toMatchObject({ __typename: 'Refused', code: 'FRAMEWORK_FAULTY' });
    expect(fieldsOf(answer)).toEqual(['levels', 'domains', 'skills', 'courses.0.paths.0']);
  });
  test('leaves nothing behind', async () =>
    expect((await ask('{ frameworkDraft(key: "bad") { status } }')).codes).toEqual(['NOT_FOUND']));
  test('of a wrong state says which', async () =>
    expect(await act('publishFramework', { key: 'bad' })).toMatchObject({ code: 'FRAMEWORK_UNKNOWN' }));
  test('an artefact without a count is one', async () => {
    const [build, ...others] = sent.activities;
    const activities = [{ ...build, closes: { kind: 'ARTEFACT', artefact: 'box' } }, ...others];
    expect(await act('draftFramework', { ...sent, key: 'counted', activities })).toMatchObject({ changed: true });
    const { data } = await ask('{ frameworkDraft(key: "counted") { activities { closes { count } } } }');
    expect(data.frameworkDraft.activities[0]).toEqual({ closes: { count: 1 } });
  });
});

describe('a target profile', () => {
  const joiner = {
    key: 'joiner',
    title: 'Joiner',
    targets: [
      { framework: 'shop', domain: 'craft', level: 2 },
      { framework: 'shop', skill: 'choosing', level: 1 },
    ],
  };
  test('cannot be drafted against what is not published', async () => {
    await act('draftFramework', input('shop', SMALL_FRAMEWORK));
    expect(await act('draftRole', joiner)).toMatchObject({
      code: 'ROLE_FAULTY',
      faults: [{ field: 'targets.0.framework' }, { field: 'targets.1.framework' }],
    });
  });
  test('is drafted, reviewed, published and read, with what it targets', async () => {
    await publishFramework('shop', SMALL_FRAMEWORK);
    expect(await act('draftRole', joiner)).toMatchObject({ changed: true });
    const draft = await ask('{ roleDraft(key: "joiner") { status version targets { domain skill level } } }');
    expect(draft.data.roleDraft).toMatchObject({ status: 'DRAFT', version: 1, targets: [{ domain: 'craft' }, {}] });
    await act('submitRole', { key: 'joiner' });
    await act('reviewRole', { key: 'joiner', approved: true });
    expect(await act('publishRole', { key: 'joiner' })).toMatchObject({
      targetProfile: { id: 'joiner@1', version: 1 },
    });
    expect((await ask('{ roleDraft(key: "joiner") { status } }')).codes).toEqual(['NOT_FOUND']);
    const { data } = await ask(`{ targetProfile(key: "joiner") { id title publishedAt targets { level
      frameworkKey framework { version } domainKey domain { title } skillKey skill { title } } } }`);
    expect(data.targetProfile).toEqual({
      ...{ id: 'joiner@1', title: 'Joiner', publishedAt: META.recordedAt },
      targets: [
        {
          ...{ level: 2, frameworkKey: 'shop', framework: { version: 1 } },
          ...{ domainKey: 'craft', domain: { title: 'Craft' }, skillKey: null, skill: null },
        },
        {
          ...{ level: 1, frameworkKey: 'shop', framework: { version: 1 } },
          ...{ domainKey: null, domain: null, skillKey: 'choosing', skill: { title: 'Skill choosing' } },
        },
      ],
    });
  });
  test('that asks for a level which the newest version lacks is refused', async () =>
    expect(
      await act('draftRole', { ...joiner, targets: [{ framework: 'shop', domain: 'craft', level: 3 }] }),
    ).toMatchObject({ code: 'ROLE_FAULTY', faults: [{ field: 'targets.0.level' }] }));
  test('that the newest version lets no one reach any more is refused when it is published', async () => {
    await publishFramework('changing', SMALL_FRAMEWORK);
    const key = 'stale';
    await act('draftRole', { ...joiner, key, targets: [{ framework: 'changing', domain: 'craft', level: 2 }] });
    await act('submitRole', { key });
    await act('reviewRole', { key, approved: true });
    const [level] = SMALL_FRAMEWORK.levels;
    const skills = SMALL_FRAMEWORK.skills.map((skill) => ({ ...skill, descriptors: [] }));
    await publishFramework('changing', { ...SMALL_FRAMEWORK, skills, levels: level ? [level] : [] });
    expect(await act('publishRole', { key })).toMatchObject({
      code: 'ROLE_FAULTY',
      faults: [{ field: 'targets.0.level', reason: 'must be one of the levels of "changing", 1 to 1' }],
    });
  });
  test('is not found before it is published', async () =>
    expect((await ask('{ targetProfile(key: "nobody") { id } }')).codes).toEqual(['NOT_FOUND']));
});

describe('lists', () => {
  const lister: Caller = { ...curator, tenant: 'lists' };
  test('hold the newest version of each, by key, in pages', async () => {
    for (const key of ['c', 'a', 'b']) await publishFramework(key, SMALL_FRAMEWORK, lister);
    await publishFramework('b', { ...SMALL_FRAMEWORK, title: 'Second' }, lister);
    const page = (after: string | null) =>
      ask(
        `query ($after: String) { frameworks(first: 2, after: $after) {
          edges { node { id title } } pageInfo { hasNextPage endCursor } } }`,
        { after },
        lister,
      );
    const first = (await page(null)).data.frameworks;
    expect(first).toMatchObject({
      edges: [{ node: { id: 'a@1' } }, { node: { id: 'b@2', title: 'Second' } }],
      pageInfo: { hasNextPage: true },
    });
    const second = (await page(first.pageInfo.endCursor)).data.frameworks;
    expect(second).toMatchObject({ edges: [{ node: { id: 'c@1' } }], pageInfo: { hasNextPage: false } });
  });
  test('of another tenant are empty, and its single things are not found', async () => {
    const stranger: Caller = { ...curator, tenant: 'strangers' };
    const { data, codes } = await ask(
      `{ frameworks { edges { node { id } } } targetProfiles { edges { node { id } } } framework(key: "a") { id }
        pinned: framework(key: "a", version: 1) { id } targetProfile(key: "joiner") { id }
        frameworkDraft(key: "again") { key } roleDraft(key: "joiner") { key } }`,
      {},
      stranger,
    );
    expect(data).toMatchObject({
      frameworks: { edges: [] },
      targetProfiles: { edges: [] },
      framework: null,
      pinned: null,
    });
    expect(codes).toEqual(Array(5).fill('NOT_FOUND'));
  });
  test('are asked for in pages of 1 to 100', async () => {
    expect(await ask('{ frameworks(first: 101) { edges { cursor } } }').catch(String)).toMatchObject({
      codes: ['BAD_INPUT'],
    });
  });
});

describe('references', () => {
  const resolve = (type: string, id: unknown, context = contextOf(curator)) =>
    curriculum.references[type]?.({ id }, context);

  test('to anything that was published are answered by its id', async () => {
    await publishFramework('referred', SMALL_FRAMEWORK);
    for (const [type, id, title] of [
      ['Framework', 'referred@1', 'Small framework'],
      ['Domain', 'referred@1/craft', 'Craft'],
      ['Skill', 'referred@1/sawing', 'Skill sawing'],
      ['Activity', 'referred@1/practise', 'Practise'],
      ['Path', 'referred@1/first-steps', 'First steps'],
      ['Course', 'referred@1/carpentry', 'Carpentry'],
      ['TargetProfile', 'joiner@1', 'Joiner'],
    ] as const)
      expect(await resolve(type, id)).toMatchObject({ id, title });
  });
  test('to what was not published are null', async () => {
    for (const [type, id] of [
      ['Framework', 'referred@2'],
      ['Framework', 'referred'],
      ['Framework', 'referred@1/craft'],
      ['Skill', 'referred@1/craft'],
      ['Skill', 'referred@1'],
      ['Skill', 'constructor'],
      ['Skill', undefined],
      ['TargetProfile', 'joiner'],
      ['TargetProfile', 7],
    ] as const)
      expect(await resolve(type, id)).toBeNull();
  });
  test('of another tenant are null', async () =>
    expect(await resolve('Skill', 'referred@1/sawing', contextOf({ ...curator, tenant: 'strangers' }))).toBeNull());
  test('to a version at hand are answered at once', () => {
    const answers = ['sawing', 'joinery', 'choosing'].map((key) => resolve('Skill', `referred@1/${key}`));
    expect(answers).toMatchObject([{ key: 'sawing' }, { key: 'joinery' }, { key: 'choosing' }]);
  });
  test('to a version not yet at hand read it once', async () => {
    await publishFramework('cold', SMALL_FRAMEWORK);
    const context = contextOf(curator);
    let reads = 0;
    const counting: Context = {
      ...context,
      read: new Proxy(context.read, {
        apply: (read, self, asked) => {
          reads++;
          return Reflect.apply(read, self, asked);
        },
      }),
    };
    const answers = ['sawing', 'joinery', 'choosing'].map((key) => resolve('Skill', `cold@1/${key}`, counting));
    expect(await Promise.all(answers)).toMatchObject([{ key: 'sawing' }, { key: 'joinery' }, { key: 'choosing' }]);
    expect(reads).toBe(1);
  });
});
