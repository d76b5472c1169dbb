import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { integer, noBias, sample } from 'fast-check';
import { inProcessApi, loadSample, startAcademy } from '@proficio/academy';
import { openLog } from '@proficio/infra';
import { callers, type Json, type Person } from './academy.js';
import { killables, type Killable } from './killable.js';
import { untilCut } from './ledger.js';
import { examRows, untilOver } from './replaying.js';

/** Set to what a failed run printed, it gives the same moments again. */
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 2 ** 31);
const moments = sample(noBias(integer({ min: 0, max: 999 })), { seed, numRuns: 100 }).values();

const FRAMEWORK = 'ai-product-manager';
const POLICIES = [
  'canvas/highest@1',
  'canvas/latest@1',
  'canvas/average@1',
  'canvas/n-mastery@1 {n: 2}',
  'canvas/weighted-average@1',
  'canvas/decaying-average@1',
  'proficiency@1',
];
const LEARNERS = 300;
const ROWS = examRows(LEARNERS);
const FOUND = `progress { learners evidence } difference { learners moved
  domains { key moved bands { from { band } to { band } learners } } skills { key moved bands { from { band } to { band } learners } } }`;

const base = mkdtempSync(join(tmpdir(), 'proficio-replay-killed-'));
const data = join(base, 'data');
const { begin, endAll } = killables(data);
afterAll(async () => {
  await endAll();
  rmSync(base, { recursive: true, force: true });
});

const start = (person: Person, policy: string, commandId: string): Promise<Json> =>
  person.does('startReplay', '... on ReplaysStarted { position replays }', { framework: FRAMEWORK, policy, commandId });
const publish = (person: Person, replay: string, commandId: string): Promise<Json> =>
  person.does('publishReplay', '... on PolicyInForce { position policy }', { replay, commandId });
const completed = (person: Person, id: string): Promise<Json> => untilOver(person, id, FOUND);
const inForce = async (person: Person, after: string): Promise<string> => {
  const query = `{ frameworkPolicy(framework: "${FRAMEWORK}") { policy } }`;
  return (await person.ask(query, {}, { 'x-proficio-after': after })).data.frameworkPolicy.policy;
};
const administratorAt = (url: string, folder: string) => callers(url, folder).as('administrator', 'root');

const academyIn = (dataFolder: string) =>
  startAcademy({ dataFolder, port: 0, host: '127.0.0.1', log: openLog('warn'), environment: {} });

/** One policy after the other is replayed and put in force, and nobody is killed. */
const undisturbed = async (folder: string): Promise<readonly Json[]> => {
  const academy = await academyIn(folder);
  await academy.ready;
  const administrator = administratorAt(academy.url ?? '', folder);
  const found: Json[] = [];
  for (const policy of POLICIES) {
    const [id] = (await start(administrator, policy, policy)).replays;
    found.push(await completed(administrator, id));
    await publish(administrator, id, `publish ${policy}`);
  }
  await academy.close();
  return found;
};

let kills = 0;
const killWithin = async (ms: number, { kill }: Killable): Promise<void> => {
  await sleep(((moments.next().value ?? 0) / 1000) * ms);
  if (await kill()) kills++;
};

test(`replays that were killed find what undisturbed ones find, and what was published is in force (CRASH_SEED=${seed})`, async () => {
  const academy = await academyIn(data);
  await academy.ready;
  await loadSample(inProcessApi(academy, 'academy'));
  const { rows } = await administratorAt(academy.url ?? '', data).does(
    'recordResults',
    '... on ResultsRecorded { rows { status } }',
    { rows: ROWS },
  );
  expect(rows).toHaveLength(ROWS.length);
  await academy.close();
  const copy = join(base, 'copy');
  cpSync(data, copy, { recursive: true });
  const expected = await undisturbed(copy);

  const found: Json[] = [];
  let published: { readonly policy: string; readonly replay: string } | undefined;
  /** A process that was killed while it published has put the policy in force by now, or does when it is told again. */
  const expectPublished = async (administrator: Person): Promise<void> => {
    if (published === undefined) return;
    const { policy, replay } = published;
    const { position } = await publish(administrator, replay, `publish ${policy}`);
    expect(await inForce(administrator, position)).toBe(policy);
  };
  for (const policy of POLICIES) {
    let replay: string | undefined;
    // Twice while it is started and reads, then while it is published.
    for (let killed = 0; killed < 3; killed++) {
      const server = begin('start');
      const administrator = administratorAt(await server.endpoint, data);
      await expectPublished(administrator);
      const [started] = (await start(administrator, policy, policy)).replays;
      expect(started).toBe((replay ??= started));
      if (killed < 2) {
        await killWithin(300, server);
        continue;
      }
      found.push(await completed(administrator, started));
      const publishing = untilCut(() => publish(administrator, started, `publish ${policy}`));
      await killWithin(60, server);
      await publishing;
      published = { policy, replay: started };
    }
  }
  const server = begin('start');
  await expectPublished(administratorAt(await server.endpoint, data));
  expect(await server.end()).toBe(0);
  expect(found).toEqual(expected);
  expect(kills).toBeGreaterThanOrEqual(20);
}, 600_000);
