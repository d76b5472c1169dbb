import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessApi, startAcademy, type Academy, type Api } from '@proficio/academy';
import { openLog } from '@proficio/infra';

interface Opened {
  readonly api: Api;
  readonly academy: Academy;
}

/** An academy in this process, on a folder that is gone when the tests of this file are done. */
export const temporaryAcademy = (): Promise<Opened> => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'proficio-real-'));
  const started = startAcademy({ dataFolder, log: openLog('silent') });
  afterAll(async () => {
    await (await started).close();
    rmSync(dataFolder, { recursive: true });
  });
  return started.then((academy) => ({ academy, api: inProcessApi(academy, 'academy') }));
};
