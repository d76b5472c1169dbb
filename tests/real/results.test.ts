import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUSE, keptSourceId, personId } from '@proficio/events';
import { IS_APART, type Academy, type Json } from '../e2e/academy.js';
import { untilOver } from '../e2e/replaying.js';
import { proficio } from './command.js';
import { onRealData } from './data-folder.js';
import { changeOf, type Moved } from './oulad-bands.js';
import { latest, ouladResults, scoresOf, weightedAverage, type OuladResult } from './oulad-results.js';
import { ISSUER, ouladFramework, ouladItems, ouladMapping, RESULTS } from './oulad.js';
import { during, FOUND, movesBetween, movesOf, publish, shownTo, start, talliesIn } from './policy-change.js';
import { openPlace, type Place } from './place.js';
import { everyEvent, stateOf } from './state.js';

const SEED = 20_261_125;
const TENANT = 'academy';
/** Rows of a mutation. */
const BATCH = 1000;
const PROFILE = `query ($learner: ID!) { learner(id: $learner) { competency(framework: "oulad", policy: "canvas/weighted-average@1") {
  domains { skills { skill { key } score evidenceCount } }
} } }`;

/** Three imports of the file, on a machine that may be busy with other tests; of processes apart, by servers for tests. */
const LONG = IS_APART ? 3_000_000 : 600_000;
const FILE = { rows: 173_912, skipped: 173, priorLearning: 1908 };
const RECORDED = FILE.rows - FILE.skipped;
const onFolder = IS_APART ? test.skip : test;

onRealData('all results of OULAD, by the very command', () => {
  const root = mkdtempSync(join(tmpdir(), 'proficio-oulad-'));
  const killed = join(root, 'killed');
  const file = (name: string, content: unknown): string => {
    writeFileSync(join(root, name), JSON.stringify(content));
    return join(root, name);
  };
  const importing = () => {
    const files = ['--map', file('mapping.json', ouladMapping()), '--items', file('items.json', ouladItems())];
    return ['import', 'results', RESULTS, ...files, '--json'];
  };
  const imported = async (run: Place['run']): Promise<Json> => {
    const { code, out, err } = await run(importing());
    if (code !== 0) throw new Error(`${err}${straight.log()}`);
    return JSON.parse(out);
  };
  let straight: Place;
  let rows: readonly OuladResult[];
  let scored: readonly OuladResult[];
  let report: Json;

  beforeAll(async () => {
    rows = ouladResults();
    scored = rows.filter(({ outcome }) => outcome !== null);
    straight = await openPlace();
    await straight.run(['import', 'framework', file('framework.json', ouladFramework())]);
    // Both runs begin with the same keys, of learners too: ids are made with them, and evidence of one day goes by its ids.
    const recognised = new Set(rows.flatMap(({ isBanked, student }) => (isBanked ? [student] : [])));
    await straight.within(({ keys }) =>
      Promise.all([...recognised].map(async (one) => keys.ensure(TENANT, await personId(keys, TENANT, ISSUER, one)))),
    );
    if (!IS_APART) cpSync(straight.folder, killed, { recursive: true });
    report = await imported(straight.run);
  }, LONG);
  afterAll(async () => {
    await straight.remove();
    rmSync(root, { recursive: true, force: true });
  }, LONG);

  test('every row is recorded, but for those without a score, which are reported by line and reason', () => {
    const { rows: all, recorded, unchanged, corrected, skipped, priorLearning } = report;
    expect({ all, recorded, unchanged, corrected, skipped, priorLearning }).toEqual({
      all: FILE.rows,
      recorded: RECORDED,
      unchanged: 0,
      corrected: 0,
      skipped: FILE.skipped,
      priorLearning: FILE.priorLearning,
    });
    const faults = [{ field: 'score', reason: 'score is missing (?)' }];
    expect(report.faults).toEqual(rows.filter(({ outcome }) => outcome === null).map(({ line }) => ({ line, faults })));
  });

  describe('in the log', () => {
    const KINDS = [
      ['ResultRecorded', false],
      ['PriorLearningRecognised', true],
    ] as const;
    /** What events are about, by their type, in the order of the log. */
    const logged = new Map<string, string[]>(['ItemDefined', ...KINDS.map(([type]) => type)].map((type) => [type, []]));
    beforeAll(
      () =>
        straight.within((stores) =>
          everyEvent(stores, ({ type, data }) => {
            const { sourceId, item }: Json = data;
            logged.get(type)?.push(sourceId ?? item);
          }),
        ),
      LONG,
    );
    /** The scored rows of a kind by what their events must be about, in the order of the file. */
    const written = (isBanked: boolean): Promise<readonly (readonly [string, OuladResult])[]> =>
      straight.within(async ({ keys }) => {
        const key = await keys.ensure(HOUSE, '#person-id');
        const ofHouse = { ensure: async () => key };
        const { source } = ouladMapping();
        const rows = scored.filter((row) => row.isBanked === isBanked);
        return Promise.all(
          rows.map(async (row) => [await keptSourceId(ofHouse, TENANT, source, row.sourceId), row] as const),
        );
      });

    test('are the 206 items', () => expect(logged.get('ItemDefined')).toHaveLength(206));
    test.each(KINDS)(
      'of %s is each scored row once and nothing of the others, batch after batch of the file',
      async (type, isBanked) => {
        const [taken, rowOf] = [logged.get(type) ?? [], new Map(await written(isBanked))];
        expect(taken.toSorted()).toEqual([...rowOf.keys()].toSorted());
        const batches = taken.map((id) => Math.floor(((rowOf.get(id)?.line ?? 0) - 2) / BATCH));
        expect(batches).toEqual(batches.toSorted((a, b) => a - b));
      },
      LONG,
    );
    onFolder.each(KINDS)(
      'of %s they are in the very order of the file (of one process: KurrentDB takes the rows of a batch as they come)',
      async (type, isBanked) => expect(logged.get(type)).toEqual((await written(isBanked)).map(([id]) => id)),
    );
  });

  test(
    'a second run adds no event',
    async () => {
      const head = await straight.within(({ events }) => events.head());
      expect(await imported(straight.run)).toMatchObject({
        recorded: 0,
        unchanged: RECORDED,
        corrected: 0,
        skipped: FILE.skipped,
      });
      expect(await straight.within(({ events }) => events.head())).toBe(head);
    },
    LONG,
  );

  onFolder(
    'a run killed half way and started again ends in the same state (of one process and its data folder)',
    async () => {
      const halfWay = (told: string, kill: () => void) => {
        if (Number(/: (\d+) of /.exec(told)?.[1] ?? 0) > rows.length / 2) kill();
      };
      expect(await proficio(killed, importing(), { watch: halfWay })).toMatchObject({ code: null });
      const { recorded, unchanged, skipped } = await imported((args) => proficio(killed, args));
      expect(unchanged).toBeGreaterThan(rows.length / 2 - FILE.skipped);
      expect(recorded).toBeGreaterThan(0);
      expect([recorded + unchanged, skipped]).toEqual([RECORDED, FILE.skipped]);
      expect(await stateOf(killed)).toEqual(await stateOf(straight.folder));
    },
    LONG,
  );

  describe('served over HTTP', () => {
    let academy: Academy;
    let students: readonly string[];
    const idsOf = (whose: readonly string[]): Promise<readonly string[]> =>
      Promise.all(whose.map((student) => personId(academy.stores.keys, TENANT, ISSUER, student)));

    beforeAll(async () => {
      students = [...new Set(scored.map(({ student }) => student))];
      academy = await straight.served();
    }, LONG);
    afterAll(() => academy.stop());

    test(
      'the weighted average of 50 learners is the one computed from the file',
      async () => {
        const some = drawn(students, 50, SEED);
        const ids = await idsOf(some);
        const assessor = academy.as('assessor', 'olga');
        for (const [index, student] of some.entries()) {
          const { data } = await assessor.ask(PROFILE, { learner: ids[index] });
          const skills: readonly Json[] = data.learner.competency.domains.flatMap((domain: Json) => domain.skills);
          const met = skills.filter(({ evidenceCount }) => evidenceCount > 0);
          const own = scored.filter((row) => row.student === student);
          expect(met.map(({ skill, score, evidenceCount }) => [skill.key, score, evidenceCount]).sort()).toEqual(
            expectedOf(own).map(([skill, score, count]) => [
              skill,
              score === null ? null : expect.closeTo(score, 10),
              count,
            ]),
          );
        }
      },
      LONG,
    );

    test(
      'one rule of Canvas after another: who moves is as computed from the file, and what is shown moves in one step',
      async () => {
        const [analyst, administrator] = [academy.as('analyst', 'anna'), academy.as('administrator', 'root')];
        const first = await start(analyst, 'canvas/weighted-average@1');
        expect(await untilOver(analyst, first)).toEqual({ status: 'COMPLETED' });
        const begun = await publish(administrator, first);

        const change = changeOf(scored, weightedAverage, latest);
        const moving = [...new Set(change.moves.map(({ student }) => student))];
        const watched = [...drawn(moving, 3, SEED), ...drawn(students, 2, SEED)];
        const ids = await idsOf(watched);
        const shown = (policy: string | null = null, since?: string) =>
          Promise.all(ids.map((id) => shownTo(analyst, id, policy, since)));
        const before = await shown(null, begun);
        const after = await shown('canvas/latest@1');
        const inPlaces = ({ place, from, to }: Moved) => `${place}: ${from} to ${to}`;
        for (const [index, student] of watched.entries()) {
          const own = change.moves.filter((move) => move.student === student);
          expect(movesBetween(before[index], after[index]).toSorted()).toEqual(own.map(inPlaces).toSorted());
        }

        const second = await start(analyst, 'canvas/latest@1');
        const { result: found, answers } = await during(untilOver(analyst, second, FOUND), () => shown());
        expect(answers.length).toBeGreaterThan(10);
        for (const answer of answers) expect(answer).toEqual(before);
        expect(found).toMatchObject({
          status: 'COMPLETED',
          progress: { learners: students.length, evidence: scored.length },
          difference: { learners: students.length, moved: moving.length },
        });
        expect(talliesIn(found.difference)).toEqual(change.tallies);
        const movers = new Map((await idsOf(moving)).map((id, index) => [moving[index], id]));
        const moves = change.moves.map((move) => `${movers.get(move.student)} ${inPlaces(move)}`);
        expect((await movesOf(analyst, second)).toSorted()).toEqual(moves.toSorted());

        const { result: position, answers: meanwhile } = await during(publish(administrator, second), () => shown());
        for (const answer of meanwhile)
          for (const [index, one] of answer.entries()) expect([before[index], after[index]]).toContainEqual(one);
        expect(await shown(null, position)).toEqual(after);
      },
      LONG,
    );
  });
});

type Expected = readonly [skill: string, score: number | null, evidence: number];

/** By skill; recognised prior learning is evidence that no score goes by. */
const expectedOf = (own: readonly OuladResult[]): readonly Expected[] => {
  const scores = scoresOf(own);
  const count = (skill: string) => own.filter((row) => row.skill === skill).length;
  return [...new Set(own.map(({ skill }) => skill))].sort().map((skill) => {
    const counted = scores.get(skill);
    return [skill, counted ? weightedAverage(counted) : null, count(skill)];
  });
};

/** So many of them, the same for the same seed. */
const drawn = (from: readonly string[], count: number, seed: number): readonly string[] => {
  const left = [...from];
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return left.splice(Math.floor((state / 2 ** 32) * left.length), 1)[0] ?? '';
  });
};
