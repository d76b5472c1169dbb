import { z } from 'zod';
import {
  allVisible,
  ask,
  loadFramework,
  loadItems,
  loadRole,
  publishedFramework,
  targetFaults,
  type Api,
  type FrameworkFile,
  type ItemFile,
} from '@proficio/academy';
import { IS_APART } from '../e2e/academy.js';
import { temporaryAcademy } from './academy.js';
import { onRealData } from './data-folder.js';
import { digcomp } from './digcomp.js';
import { competencies, frameworkOf, rolesOf } from './unidays.js';

const WITHOUT = ['engineering-competencies'];
/** Four mutations of each, over HTTP from process to process where they are apart. */
const ROLES_MS = IS_APART ? 120_000 : 30_000;

const COUNTS = `query ($key: String!) {
  framework(key: $key) { version levels { number } domains { key skills { key } } skills { key descriptors { levels text } } }
}`;
const Counts = z.object({
  framework: z.object({
    version: z.number(),
    levels: z.array(z.unknown()).transform(({ length }) => length),
    domains: z.array(z.object({ key: z.string(), skills: z.array(z.unknown()) })),
    skills: z.array(z.object({ key: z.string(), descriptors: z.array(z.unknown()) })),
  }),
});
const counted = async (api: Api, key: string, after?: string) => {
  const { framework } = await ask(api, Counts, COUNTS, { key }, after);
  const { version, levels, domains, skills } = framework;
  return {
    version,
    levels,
    domains: domains.length,
    skills: skills.length,
    atHome: domains.flatMap((domain) => domain.skills).length,
    descriptors: skills.flatMap(({ descriptors }) => descriptors).length,
  };
};
const countsOf = ({ levels, domains, skills }: FrameworkFile) => ({
  version: 1,
  levels: levels.length,
  domains: domains.length,
  skills: skills.length,
  atHome: skills.length,
  descriptors: skills.flatMap(({ descriptors }) => descriptors).length,
});

onRealData('real frameworks, published and read back', () => {
  const opened = temporaryAcademy();
  const files = [frameworkOf(competencies('product')), frameworkOf(competencies('core')), digcomp()];

  test.each(files.map((file) => [file.key, file] as const))('%s has what its file has', async (key, file) => {
    const { api } = opened();
    const { outcome, position } = await loadFramework(api, file);
    expect(outcome).toBe('loaded');
    expect(await counted(api, key, position)).toEqual(countsOf(file));
  });
  test('each again is nothing to do', async () => {
    const { api, events } = opened();
    const head = await events.head();
    for (const file of files) expect((await loadFramework(api, file)).outcome).toBe('unchanged');
    expect(await events.head()).toBe(head);
  });
  test('the outcomes of DigComp describe both levels of their band', async () => {
    const framework = await publishedFramework(opened().api, 'digcomp-3');
    const levels = framework?.skills.flatMap(({ descriptors }) => descriptors.map((each) => each.levels.join()));
    expect(levels).toHaveLength(523);
    expect([...new Set(levels)].toSorted()).toEqual(['1,2', '3,4', '5,6', '7,8']);
  });

  test('role levels that name a framework which is not there are refused, each reference listed', async () => {
    const { api } = opened();
    const faults = await targetFaults(api, rolesOf([]).file.roles);
    expect(faults).toHaveLength(19);
    expect(faults[0]).toEqual({
      field: 'roles.0.targets.7.framework',
      reason: '"engineering-competencies" is no published framework',
    });
  });
  test(
    'the 39 role levels without them are published, target by target',
    async () => {
      const { api } = opened();
      const { roles } = rolesOf(WITHOUT).file;
      expect(await targetFaults(api, roles)).toEqual([]);
      let position: string | undefined;
      for (const role of roles) ({ position } = await loadRole(api, role));
      const page = z.object({
        targetProfiles: z.object({
          edges: z.array(
            z.object({
              node: z.object({
                key: z.string(),
                targets: z.array(
                  z.object({ frameworkKey: z.string(), domain: z.object({ key: z.string() }), level: z.number() }),
                ),
              }),
            }),
          ),
        }),
      });
      const query =
        '{ targetProfiles(first: 100) { edges { node { key targets { frameworkKey domain { key } level } } } } }';
      const { targetProfiles } = await ask(api, page, query, {}, position);
      const shown = new Map(
        targetProfiles.edges.map(({ node: { key, targets } }) => [
          key,
          targets.map(({ frameworkKey, domain, level }) => `${frameworkKey}/${domain.key}/${level}`),
        ]),
      );
      expect(shown.size).toBe(39);
      for (const { key, targets } of roles)
        expect(shown.get(key)).toEqual(
          targets.map(({ framework, domain, level }) => `${framework}/${domain}/${level}`),
        );
    },
    ROLES_MS,
  );
});

/** An assessment of each topic that somebody was graded in, as a whole and out of 100. */
const graded = (framework: string, topic: string): ItemFile['items'][number] => ({
  key: `${framework}.${topic}`,
  title: topic,
  prompt: '',
  bindings: [{ framework, skill: `${topic}.criteria`, share: 1 }],
  weight: 1,
  level: null,
  maximum: 100,
  question: { kind: 'graded' },
});
const CORE = 'core-competencies';
const PRODUCT = 'product-competencies';
/** Levels of core begin at .2, .4, .6 and .8, those of product at 1/6, 2/6 and so on. */
const GRACE = {
  [CORE]: {
    'delivering-value': 65,
    'client-focus': 10,
    'planning-and-organisation': 85,
    'problem-solving': 45,
    communication: 59,
    'striving-for-success': 40,
  },
  [PRODUCT]: { 'data-skills': 34, 'user-centricity': 50 },
};

onRealData('gaps to the targets of a role', () => {
  const opened = temporaryAcademy();
  let learner = '';
  let position = '';
  beforeAll(async () => {
    const { api } = opened();
    for (const name of ['product', 'core'] as const)
      await allVisible(api, [await loadFramework(api, frameworkOf(competencies(name)))]);
    const { roles } = rolesOf(WITHOUT).file;
    for (const role of roles.filter(({ key }) => ['product-owner', 'creative-strategist'].includes(key)))
      await loadRole(api, role);
    const items = Object.entries(GRACE).flatMap(([framework, scores]) =>
      Object.keys(scores).map((topic) => graded(framework, topic)),
    );
    await allVisible(api, await loadItems(api, { items }));
    ({ learner, position } = await recorded(api));
  }, 60_000);

  const shown = async (framework: string, role: string) => {
    const { api } = opened();
    const query = `query ($learner: ID!, $framework: String!, $role: String!) {
      learner(id: $learner) { competency(framework: $framework, role: $role, policy: "canvas/latest@1") {
        domains { domain { key } level target gap priority }
      } }
    }`;
    const { learner: found } = await ask(api, Shown, query, { learner, framework, role }, position);
    return found.competency.domains.map(({ domain: { key }, ...numbers }) => [key, ...Object.values(numbers)]);
  };

  test('a product owner, in core: larger gaps first, then lower scores', async () =>
    // topic, level reached, level asked for, gap, priority
    expect(await shown(CORE, 'product-owner')).toEqual([
      ['attitude', 0, null, null, null],
      ['delivering-value', 3, 3, 0, null],
      ['client-focus', 0, 2, 2, 2],
      ['planning-and-organisation', 4, 4, 0, null],
      ['problem-solving', 2, 3, 1, 5],
      ['communication', 2, 4, 2, 3],
      ['striving-for-success', 2, 3, 1, 4],
      ['team-orientation', 0, 4, 4, 1],
    ]));
  test('a product owner, in product: without evidence comes before any score, and then the order of the framework', async () =>
    expect(await shown(PRODUCT, 'product-owner')).toEqual([
      ['opportunity-analysis', 0, 3, 3, 2],
      ['data-skills', 2, 3, 1, 5],
      ['domain-knowledge', 0, 3, 3, 3],
      ['execution', 0, 3, 3, 4],
      ['user-centricity', 3, 3, 0, null],
      ['working-through-others', 0, 4, 4, 1],
    ]));
  test('a creative strategist, whose role asks for less in core and for more in one topic of product', async () => {
    expect(await shown(CORE, 'creative-strategist')).toEqual([
      ['attitude', 0, null, null, null],
      ['delivering-value', 3, 2, 0, null],
      ['client-focus', 0, 4, 4, 1],
      ['planning-and-organisation', 4, 3, 0, null],
      ['problem-solving', 2, 3, 1, 3],
      ['communication', 2, null, null, null],
      ['striving-for-success', 2, 3, 1, 2],
      ['team-orientation', 0, null, null, null],
    ]);
    expect(await shown(PRODUCT, 'creative-strategist')).toEqual([
      ['opportunity-analysis', 0, null, null, null],
      ['data-skills', 2, null, null, null],
      ['domain-knowledge', 0, null, null, null],
      ['execution', 0, null, null, null],
      ['user-centricity', 3, 5, 2, 1],
      ['working-through-others', 0, null, null, null],
    ]);
  });
});

const Shown = z.object({
  learner: z.object({
    competency: z.object({
      domains: z.array(
        z.object({
          domain: z.object({ key: z.string() }),
          level: z.number(),
          target: z.number().nullable(),
          gap: z.number().nullable(),
          priority: z.number().nullable(),
        }),
      ),
    }),
  }),
});

/** Grace is registered, and her grades are recorded. */
const recorded = async (api: Api): Promise<{ readonly learner: string; readonly position: string }> => {
  const Registered = z.object({
    registerLearner: z.object({ position: z.string(), learner: z.object({ id: z.string() }) }),
  });
  const who = { issuer: 'https://hr.example', subject: 'grace' };
  const { registerLearner } = await ask(
    api,
    Registered,
    'mutation ($input: RegisterLearnerInput!) { registerLearner(input: $input) { ... on LearnerPayload { position learner { id } } } }',
    { input: who },
  );
  const rows = Object.entries(GRACE).flatMap(([framework, scores]) =>
    Object.entries(scores).map(([topic, score]) => ({
      ...who,
      item: `${framework}.${topic}`,
      score,
      occurredAt: '2026-01-05T09:00:00.000Z',
      source: 'hr',
      sourceId: `${framework}.${topic}`,
    })),
  );
  const Recorded = z.object({
    recordResults: z.object({ position: z.string(), rows: z.array(z.object({ status: z.literal('RECORDED') })) }),
  });
  const { recordResults } = await ask(
    api,
    Recorded,
    'mutation ($input: RecordResultsInput!) { recordResults(input: $input) { ... on ResultsRecorded { position rows { status } } } }',
    { input: { rows } },
  );
  expect(recordResults.rows).toHaveLength(rows.length);
  return { learner: registerLearner.learner.id, position: recordResults.position };
};
