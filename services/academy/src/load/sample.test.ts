import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openLog } from '@proficio/infra';
import { inProcessApi } from '../api/open.js';
import { startAcademy } from '../start.js';
import { loadSample } from './sample.js';

const dataFolder = mkdtempSync(join(tmpdir(), 'proficio-sample-'));
afterAll(() => rmSync(dataFolder, { recursive: true }));

const Lags = z.object({ projections: z.array(z.object({ name: z.string(), lag: z.number() })) });

test('the sample is in every view when it is loaded, however slow the views are, and a second time it is unchanged', async () => {
  const academy = await startAcademy({ dataFolder, log: openLog('silent'), environment: {} });
  await academy.ready;
  const { views } = academy.folder;
  const commit = views.commit.bind(views);
  const slow: typeof commit = (written) => sleep(200).then(() => commit(written));
  Object.defineProperty(views, 'commit', { value: slow });
  const outcomes = async () =>
    new Set((await loadSample(inProcessApi(academy, 'academy'))).map(({ outcome }) => outcome));
  expect(await outcomes()).toEqual(new Set(['loaded']));
  const { projections } = Lags.parse(await academy.operate('projections', {}));
  expect(projections.filter(({ lag }) => lag > 0)).toEqual([]);
  expect(await outcomes()).toEqual(new Set(['unchanged']));
  await academy.close();
});
