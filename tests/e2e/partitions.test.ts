import { setTimeout as sleep } from 'node:timers/promises';
import { loadSample } from '@proficio/academy';
import { mintToken } from '@proficio/infra';
import { callers, IS_APART, type Json } from './academy.js';
import { administratorAt, startApart, type Apart, type Part } from './topology.js';

const FRAMEWORK = 'ai-product-manager';
/** The sample academy in two tenants: a framework of each. */
const EAST = 'academy';
const WEST = 'other';
const PARTITIONS = `east=${EAST}/${FRAMEWORK};west=${WEST}/${FRAMEWORK}`;
const PROFILE = `{ viewer { learner { competency(framework: "${FRAMEWORK}") { domains { evidenceCount } } } } }`;
/** Longer than whoever stands by waits before it takes over what is its own. */
const PATIENCE_MS = 4000;

const apart = IS_APART ? describe : describe.skip;
apart('competency in two processes that each build a partition', () => {
  let academy: Apart;
  let east: Part;
  let west: Part;
  const adaOf = (tenant: string) => callers(academy.url, academy.folder).as('learner', 'ada', tenant);

  /** Answers one more item; gives where the log is then. */
  const answers = async (tenant: string, item: string): Promise<string> => {
    const ada = adaOf(tenant);
    const { attempt } = await ada.does('startAttempt', '... on AttemptStarted { attempt }', {
      quiz: 'product-strategy-quiz',
    });
    const { position } = await ada.does('recordAnswer', '... on AnswerScored { position }', {
      attempt,
      item: `product-strategy.${item}`,
      response: { kind: 'SINGLE_CHOICE', choice: 'a' },
      hesitationMs: 4200,
    });
    return position;
  };
  const evidenceOf = async (tenant: string, after?: string): Promise<number | string> => {
    const { data, errors } = await adaOf(tenant).ask(PROFILE, {}, after ? { 'x-proficio-after': after } : {});
    if (errors) return errors.map(({ extensions }) => extensions.code).join();
    const domains: readonly Json[] = data.viewer.learner.competency.domains;
    return domains.reduce((sum, { evidenceCount }) => sum + evidenceCount, 0);
  };
  const operates = async (name: string, input: object = {}): Promise<Json> => {
    const token = await mintToken(academy.folder, { subject: 'olga', role: 'operator', tenant: EAST });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify(input);
    return (await fetch(new URL(`/operations/${name}`, academy.url), { method: 'POST', headers, body })).json();
  };
  const isOfCompetency = ({ name }: Json): boolean => name.startsWith('competency/');
  const isReady = async ({ url }: Part): Promise<boolean> => (await fetch(new URL('/readyz', url))).ok;
  const becomes = async (wanted: unknown, look: () => Promise<unknown>): Promise<void> => {
    const deadline = Date.now() + 20_000;
    while ((await look()) !== wanted) {
      if (Date.now() > deadline) throw new Error(`it never became ${String(wanted)}`);
      await sleep(100);
    }
  };

  beforeAll(async () => {
    const settings = { PROFICIO_PARTITIONS: PARTITIONS, PROFICIO_READY_LAG_MS: '1000' };
    academy = await startApart({ sample: false, settings, ofCompetency: { PROFICIO_RUNS: 'west' } });
    west = academy.parts.competency;
    east = await academy.twin('competency', { PROFICIO_RUNS: 'east,rest' });
    for (const tenant of [EAST, WEST]) await loadSample(await administratorAt(academy.url, academy.folder, tenant));
  }, 180_000);
  afterAll(() => academy.stop(), 60_000);

  const ITEM = 'same-model-same-day';
  test('every process shows what either has built, its callers’ own writes included', async () => {
    for (const tenant of [EAST, WEST]) expect(await evidenceOf(tenant)).toBe(0);
    for (const tenant of [EAST, WEST]) expect(await evidenceOf(tenant, await answers(tenant, ITEM))).toBe(1);
    for (const one of [east, west]) await becomes(true, () => isReady(one));
    const sets = (await academy.stores.views.sets()).filter(({ projection }) => projection === 'competency');
    expect(sets.map(({ partition }) => partition.split('-')[0]).sort()).toEqual(['east', 'rest', 'west']);
  });

  test('operators see every partition, and build one or all of them anew', async () => {
    const titles = ['competency/east', 'competency/west', 'competency/rest'];
    const { projections } = await operates('status');
    expect(projections.filter(isOfCompetency).map(({ name }: Json) => name)).toEqual(titles);
    for (const [projection, built] of [
      ['competency/east', ['competency/east']],
      ['competency', titles],
    ] as const) {
      const rebuilt: readonly Json[] = await operates('rebuild', { projection });
      expect(rebuilt.map(({ name, error }) => error ?? name)).toEqual(built);
    }
    for (const tenant of [EAST, WEST]) expect(await evidenceOf(tenant)).toBe(1);
    const { errors } = await operates('rebuild', { projection: 'competency/north' });
    expect(errors[0].message).toMatch('there is no projection competency/north');
  });

  test('where one dies the other goes on with its own and does not take over; one more of it does', async () => {
    await east.kill();
    const position = await answers(EAST, ITEM);
    await sleep(PATIENCE_MS);
    expect(await evidenceOf(EAST)).toBe(1);
    expect(await evidenceOf(EAST, position)).toBe('NOT_YET');
    await answers(WEST, ITEM);
    await becomes(2, () => evidenceOf(WEST));
    await becomes(true, () => isReady(west));

    const another = await academy.twin('competency', { PROFICIO_RUNS: 'east,rest' });
    await becomes(2, () => evidenceOf(EAST));
    await east.again();
    await another.kill();
    expect(await evidenceOf(EAST, await answers(EAST, ITEM))).toBe(3);
  }, 120_000);

  test('a process that is told of a partition that is none does not start', async () => {
    await expect(academy.twin('competency', { PROFICIO_RUNS: 'north' })).rejects.toThrow('did not start');
    const told = 'PROFICIO_RUNS must name partitions of PROFICIO_PARTITIONS, or rest: north is none';
    await becomes(true, async () => academy.log().includes(told));
  });
});
