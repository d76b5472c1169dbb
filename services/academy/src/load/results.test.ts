import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from '@proficio/infra';
import { inProcessApi } from '../api/open.js';
import { ItemFile } from '../file/bank-shapes.js';
import { FrameworkFile } from '../file/framework-shape.js';
import { openResults } from '../results/source.js';
import { startAcademy } from '../start.js';
import { loadItems } from './bank.js';
import { loadFramework } from './framework.js';
import { loadResults } from './results.js';
import { allVisible } from './visible.js';

const folder = mkdtempSync(join(tmpdir(), 'proficio-load-'));
afterAll(() => rmSync(folder, { recursive: true }));

const framework = FrameworkFile.parse({
  key: 'carpentry',
  title: 'Carpentry',
  priorityRule: 'gap@1',
  levels: [{ key: 'able', title: 'Able' }],
  domains: [{ key: 'craft', title: 'Craft' }],
  skills: [{ key: 'sawing', title: 'Sawing', domain: 'craft' }],
});
const items = ItemFile.parse({
  items: [
    {
      key: 'bench',
      title: 'A bench',
      bindings: [{ framework: 'carpentry', skill: 'sawing' }],
      question: { kind: 'graded' },
    },
  ],
});
const mapping = {
  source: 'school',
  learner: { issuer: 'https://school.example', subject: { column: 'who' } },
  item: 'bench',
  score: { column: 'points' },
  time: '2026-01-05',
  kind: { column: 'prior', values: { no: 'result', yes: 'prior-learning' } },
  sourceId: { digest: '{who}' },
};
const KINDS = { no: 'ResultRecorded', yes: 'PriorLearningRecognised' } as const;

test('rows of both kinds, in turn and in runs, stand in the log in the order of the file', async () => {
  const academy = await startAcademy({ dataFolder: join(folder, 'data'), log: openLog('silent') });
  const api = inProcessApi(academy, 'academy');
  await allVisible(api, [await loadFramework(api, framework)]);
  await allVisible(api, await loadItems(api, items));
  const priors = Array.from({ length: 40 }, (_, n) => (n % 7 < 3 || n % 2 === 0 ? 'no' : 'yes'));
  const [path, mapped] = [join(folder, 'results.csv'), join(folder, 'mapping.json')];
  writeFileSync(path, ['who,points,prior', ...priors.map((prior, n) => `${n},${n / 40},${prior}`), ''].join('\n'));
  writeFileSync(mapped, JSON.stringify(mapping));
  const head = await academy.folder.events.head();

  expect(await loadResults(api, await openResults(path, mapped))).toMatchObject({
    rows: 40,
    recorded: 40,
    priorLearning: priors.filter((prior) => prior === 'yes').length,
  });
  const written: string[] = [];
  for await (const batch of academy.folder.events.readAll({ categories: ['result', 'recognition'] }, head))
    written.push(...batch.events.map(({ type }) => type));
  expect(written).toEqual(priors.map((prior) => KINDS[prior]));
  await academy.close();
});
