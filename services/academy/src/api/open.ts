import { OPERATOR } from '@proficio/infra/http/operations';
import { DEVELOPMENT, mintToken } from '@proficio/infra/identity/development';
import { FolderHeldError } from '@proficio/infra/sqlite/folder-lock';
import { openLog } from '@proficio/infra/telemetry/logger';
import { FolderSettings } from '../configuration/processes.js';
import { settingsIn } from '../configuration/settings.js';
import { startAcademy, type Academy } from '../start.js';
import { ApiError, type Api } from './ask.js';
import { existing } from './existing.js';
import type { Operate } from '../operations/operate.js';
import { operatingOver, overHttp } from './over-http.js';

/** Which academy a command is about. */
export interface Where {
  readonly dataFolder: string;
  readonly tenant: string;
  /** GraphQL endpoint of a server elsewhere; else the one that runs on the data folder, if any. */
  readonly url?: string | undefined;
  /**
   * For a server that takes none made from this data folder: of an administrator, for operations of an operator. Without
   * it one is made.
   */
  readonly token?: string | undefined;
  /** There is much to write: views are built in a thread of their own. */
  readonly inBulk?: boolean | undefined;
  /** An academy is made where there is none. */
  readonly makes?: boolean | undefined;
}

export interface Opened extends Api {
  readonly operate: Operate;
}

const SUBJECT = 'proficio-command';

/** The running server's API, where one runs; else the folder is taken, and the same API answers in this process. */
export const openApi = async (where: Where): Promise<Opened> => {
  if (where.url !== undefined) return remote(where, endpointOf(where.url));
  if (!where.makes || where.token !== undefined) existing(where.dataFolder);
  try {
    const academy = await readyAcademy(where);
    return { ...inProcessApi(academy, where.tenant), operate: academy.operate };
  } catch (error) {
    const endpoint = error instanceof FolderHeldError ? error.holder?.note : undefined;
    if (endpoint) return remote(where, endpoint);
    throw error;
  }
};

const endpointOf = (url: string): string => {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new ApiError('--url must be an http or https URL, such as http://localhost:4000/graphql', 'NO_SERVER');
};

/** On a disk that fails the views would never be ready. @throws what startAcademy does, StorageError, ApiError */
const readyAcademy = async ({ dataFolder, token, inBulk = false }: Where): Promise<Academy> => {
  const log = openLog(settingsIn(FolderSettings, process.env).LOG_LEVEL ?? 'warn');
  const academy = await startAcademy({ dataFolder, viewsBeside: inBulk, log });
  try {
    if (token !== undefined)
      throw new ApiError(`no server runs on ${dataFolder} that would take the token; none is needed then`, 'NO_SERVER');
    await Promise.race([academy.ready, academy.outage]);
    return academy;
  } catch (error) {
    await academy.close();
    throw error;
  }
};

/** An administrator's access to an academy in this process. */
export const inProcessApi = ({ execute, close }: Academy, tenant: string): Api => {
  const claims = { iss: DEVELOPMENT.issuer, sub: SUBJECT, role: 'administrator', tenant };
  return {
    send: (query, variables, after) => execute(query, variables, claims, { 'x-proficio-after': after }),
    close,
  };
};

const remote = ({ dataFolder, tenant, token }: Where, url: string): Opened => {
  const proof = (role: string) => async () =>
    token ?? mintToken(existing(dataFolder), { subject: SUBJECT, role, tenant, lifetime: '1h' });
  return { ...overHttp(url, proof('administrator')), operate: operatingOver(url, proof(OPERATOR)) };
};
