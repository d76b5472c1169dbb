import { randomUUID } from 'node:crypto';
import { admission, callerOf, type Claims } from '@proficio/gateway';
import type { Caller } from '@proficio/graph';
import { embed } from '@proficio/infra/embedded';
import { openGateway, type Answer } from '@proficio/infra/graphql/gateway';
import { inProcess } from '@proficio/infra/graphql/in-process';
import { openHost } from '@proficio/infra/http/host';
import { throughGateway } from '@proficio/infra/http/through-gateway';
import { authenticator } from '@proficio/infra/identity/authenticate';
import { tokensFor } from '@proficio/infra/identity/config';
import { developmentTokens } from '@proficio/infra/identity/development';
import { openFolder, type DataFolder } from '@proficio/infra/sqlite/folder';
import type { Log } from '@proficio/infra/telemetry/logger';
import { supergraph } from '@proficio/schema';
import { closing } from './closing.js';
import { AcademySettings } from './configuration/processes.js';
import { partitionsIn } from './configuration/partitions.js';
import { handOn, providerIn, settingsIn, type Environment } from './configuration/settings.js';
import { operating, type Operate } from './operations/operate.js';
import { allOf } from './operations/stores.js';
import { SERVICES, subgraphsOf } from './services.js';
import { viewsBeside } from './views/beside.js';
import { watching } from './watching.js';

export interface AcademyOptions {
  readonly dataFolder: string;
  /** Without a port nothing listens, and the academy is reached by `execute` alone. */
  readonly port?: number | undefined;
  /** `HOST`, else this machine alone. */
  readonly host?: string | undefined;
  readonly log: Log;
  /** Where settings are told, unless they were read already. */
  readonly environment?: Environment;
  readonly settings?: AcademySettings;
  /** Builds views in a thread of their own: for much work at once on a machine with several cores. */
  readonly viewsBeside?: boolean;
  /** How long a reader of its own writes waits for the views; `PROFICIO_AFTER_MS` unless said. */
  readonly afterMs?: number;
}

/** The whole academy in this process, on one data folder that it alone holds. */
export interface Academy {
  readonly folder: DataFolder;
  /** The GraphQL endpoint; undefined where nothing listens. */
  readonly url: string | undefined;
  /** Resolves when the views hold what was in the log, and unfinished work is finished. */
  readonly ready: Promise<void>;
  /** Rejects when the disk failed: whoever started the academy should close it and say so, whether it was ready or not. */
  readonly outage: Promise<never>;
  /** Runs an operation once the academy is ready, for whom the claims name, as a verified token's would. */
  readonly execute: (
    document: string,
    variables: Readonly<Record<string, unknown>>,
    claims: Claims,
    headers?: { readonly 'x-proficio-after'?: string | undefined },
  ) => Promise<Answer>;
  /** What an operator does to the whole data folder. */
  readonly operate: Operate;
  readonly close: () => Promise<void>;
}

/**
 * Joins the services, the stores of the folder and the gateway.
 * @throws FolderHeldError, StorageError, ConfigurationError; nothing stays open then
 */
export const startAcademy = (options: AcademyOptions): Promise<Academy> => closing((later) => open(options, later));

const open = async (
  options: AcademyOptions,
  later: (close: () => unknown) => void,
): Promise<Omit<Academy, 'close'>> => {
  const { dataFolder, port, log, environment = process.env } = options;
  const { settings = settingsIn(AcademySettings, environment) } = options;
  const { HOST, PROFICIO_AFTER_MS, PROFICIO_READY_LAG_MS: readyLagMs } = settings;
  const { host = HOST, afterMs = PROFICIO_AFTER_MS } = options;
  handOn(settings);
  const { outage, onOutage } = failing();
  const folder = openFolder(dataFolder);
  later(folder.close);
  const verify = tokensFor(folder.path, providerIn(settings));
  const whose = callerOf(folder.keys);

  const watch = port === undefined ? undefined : await watching('academy', { ...settings, HOST: host }, log, later);
  const partitions = partitionsIn(settings);
  const operate = operating({ ...folder, ...allOf(SERVICES, partitions) });
  const elsewhere = options.viewsBeside ? viewsBeside(folder.path, partitions) : undefined;
  const embedded = await embed<Caller>(folder, SERVICES, {
    log,
    partitions,
    elsewhere,
    onOutage,
    afterMs,
    readyLagMs,
    watch,
  });
  later(embedded.close);
  const sources = subgraphsOf(SERVICES).map(
    ({ name, schema }) => [name, inProcess({ schema }, embedded.contextOf(name))] as const,
  );
  const admit = admission(supergraph());
  const gateway = await openGateway<Caller>({
    supergraph: supergraph(),
    sources: Object.fromEntries(sources),
    admit: (operation, { role }) => admit(operation, role),
    ...options,
    onOutage,
    watch,
  });
  later(gateway.stop);

  const listening = async (at: number) => {
    const authenticate = authenticator(verify, whose);
    const opened = await openHost({
      answer: throughGateway(gateway),
      authenticate,
      isReady: embedded.isReady,
      operations: { verify: developmentTokens(folder.path), run: operate },
      log,
      port: at,
      host,
    });
    later(opened.close);
    folder.announce(opened.url);
    return opened.url;
  };
  return {
    folder,
    url: port === undefined ? undefined : await listening(port),
    ready: embedded.ready,
    outage,
    operate,
    execute: async (query, variables, claims, { 'x-proficio-after': after } = {}) => {
      const caller = await whose(claims);
      if (!caller) throw new Error('the claims name nobody');
      await embedded.ready;
      return gateway.execute({ query, variables }, { caller, correlationId: randomUUID(), after: positionIn(after) });
    },
  };
};

const failing = () => {
  let onOutage: (error: unknown) => void = () => undefined;
  const outage = new Promise<never>((_resolve, reject) => (onOutage = reject));
  // Whoever does not wait for it is not ended by it.
  outage.catch(() => undefined);
  return { outage, onOutage };
};

const positionIn = (text: string | undefined): bigint | undefined => (text === undefined ? undefined : BigInt(text));
