import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProcessApi, loadSample, startAcademy, type Academy } from '@proficio/academy';
import { openLog } from '@proficio/infra';
import { callers, type Json, type Person } from './academy.js';
import { examRows, untilOver } from './replaying.js';

const FRAMEWORK = 'ai-product-manager';
const LEARNERS = 100;
const FOUND = `endedAt endedBy progress { learners evidence done } difference { learners moved
  domains { key moved bands { from { band } to { band } learners } } skills { key moved bands { from { band } to { band } learners } } }
  moves(first: 100) { edges { node { learner { id } domain skill from { band } to { band } } } }`;

const folder = mkdtempSync(join(tmpdir(), 'proficio-found-again-'));
let academy: Academy;
let administrator: Person;
const open = async (): Promise<void> => {
  academy = await startAcademy({
    dataFolder: folder,
    port: 0,
    host: '127.0.0.1',
    log: openLog('warn'),
    environment: {},
  });
  await academy.ready;
  administrator = callers(academy.url ?? '', folder).as('administrator', 'root');
};
afterAll(async () => {
  await academy.close();
  rmSync(folder, { recursive: true, force: true });
});

const replayed = async (policy: string): Promise<string> => {
  const input = { framework: FRAMEWORK, policy };
  const { replays } = await administrator.does('startReplay', '... on ReplaysStarted { replays }', input);
  await untilOver(administrator, replays[0]);
  return replays[0];
};
/** One that was put in force says so whatever it has found. */
const found = async (id: string): Promise<Json> => {
  for (;;) {
    const replay = await untilOver(administrator, id, FOUND);
    if (replay.difference !== null) return replay;
    await sleep(20);
  }
};

test('without views.db, what replays found is found again, and can be published', async () => {
  await open();
  await loadSample(inProcessApi(academy, 'academy'));
  await administrator.does('recordResults', '... on ResultsRecorded { position }', { rows: examRows(LEARNERS) });
  const published = await replayed('canvas/highest@1');
  const publish = (replay: string) =>
    administrator.does('publishReplay', '... on PolicyInForce { position policy }', { replay });
  await publish(published);
  const undecided = await replayed('canvas/latest@1');
  const before = [await found(published), await found(undecided)];
  expect(before).toMatchObject([{ status: 'PUBLISHED' }, { status: 'COMPLETED', difference: { learners: LEARNERS } }]);

  await academy.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `views.db${end}`), { force: true });
  await open();
  expect([await found(published), await found(undecided)]).toEqual(before);
  expect(await publish(undecided)).toMatchObject({ policy: 'canvas/latest@1' });
}, 120_000);
