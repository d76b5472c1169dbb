import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stores } from '@proficio/infra';
import { IS_APART, openAcademy, openApart, type Academy } from '../e2e/academy.js';
import type { Ran } from '../e2e/proficio.js';
import { administratorOf } from './academy.js';
import { proficio } from './command.js';
import { inFolder } from './state.js';

/** An empty academy that is worked with by the very command. */
export interface Place {
  /** Where its data lie, or nothing but its tokens are from. */
  readonly folder: string;
  readonly run: (args: readonly string[]) => Promise<Ran>;
  /** Looks into the stores, past everything that guards them. */
  readonly within: <T>(look: (stores: Stores) => Promise<T>) => Promise<T>;
  /** Asked over HTTP from then on. */
  readonly served: () => Promise<Academy>;
  /** What servers had to say, the end of it. */
  readonly log: () => string;
  readonly remove: () => Promise<void>;
}

const TOLD = 4000;

/** A data folder that nobody holds, or services in processes of their own, behind their gateway. */
export const openPlace = (): Promise<Place> => (IS_APART ? apart() : together());

const together = async (): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'proficio-oulad-'));
  return {
    folder,
    run: (args) => proficio(folder, args),
    within: (look) => inFolder(folder, look),
    served: () => openAcademy({ sample: false, folder }),
    log: () => '',
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** A mutation of a thousand rows, on a machine that may be busy with other tests. */
const ROWS_MS = 120_000;

const apart = async (): Promise<Place> => {
  const academy = await openApart({ sample: false, settings: { PROFICIO_SUBGRAPH_TIMEOUT_MS: String(ROWS_MS) } });
  const { folder, url, stores, log, stop } = academy;
  const where = ['--url', url, '--token', await administratorOf(folder)];
  return {
    folder,
    run: (args) => proficio(folder, [...args, ...where]),
    within: (look) => look(stores),
    served: async () => ({ ...academy, stop: async () => undefined }),
    log: () => log().slice(-TOLD),
    remove: stop,
  };
};
