import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessApi, openApi, startAcademy, type Api } from '@proficio/academy';
import type { EventStore } from '@proficio/events';
import { mintToken, openLog } from '@proficio/infra';
import { IS_APART } from '../e2e/academy.js';
import { startApart } from '../e2e/topology.js';

interface Opened {
  readonly api: Api;
  readonly events: EventStore;
  readonly close: () => Promise<void>;
}
const TENANT = 'academy';
const STARTING_MS = 120_000;

/**
 * An academy from the first test of a group to its last: in this process on a folder that is gone then, or each service in
 * a process of its own, asked through the gateway.
 */
export const temporaryAcademy = (): (() => Opened) => {
  let opened: Opened | undefined;
  beforeAll(async () => {
    opened = await (IS_APART ? openApart() : openTogether());
  }, STARTING_MS);
  afterAll(() => opened?.close(), STARTING_MS);
  return () => {
    if (!opened) throw new Error('the academy is not open');
    return opened;
  };
};

const openTogether = async (): Promise<Opened> => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'proficio-real-'));
  const academy = await startAcademy({ dataFolder, log: openLog('silent') });
  return {
    api: inProcessApi(academy, TENANT),
    events: academy.folder.events,
    close: async () => {
      await academy.close();
      rmSync(dataFolder, { recursive: true });
    },
  };
};

const openApart = async (): Promise<Opened> => {
  const { url, folder: dataFolder, stores, stop: close } = await startApart({ sample: false });
  const token = await administratorOf(dataFolder);
  return { api: await openApi({ dataFolder, tenant: TENANT, url, token }), events: stores.events, close };
};

export const administratorOf = (folder: string): Promise<string> =>
  mintToken(folder, { subject: 'root', role: 'administrator', tenant: TENANT });
