import { admission, callerOf } from '@proficio/gateway';
import type { Caller } from '@proficio/graph';
import { operatedApart } from '@proficio/infra/apart/operations';
import { overHttp } from '@proficio/infra/apart/over-http';
import { passesTo } from '@proficio/infra/apart/passing';
import { openGateway } from '@proficio/infra/graphql/gateway';
import { openHost } from '@proficio/infra/http/host';
import { throughGateway } from '@proficio/infra/http/through-gateway';
import { authenticator } from '@proficio/infra/identity/authenticate';
import { tokensFor } from '@proficio/infra/identity/config';
import { openMongo } from '@proficio/infra/mongo/open';
import type { Log } from '@proficio/infra/telemetry/logger';
import { supergraph } from '@proficio/schema';
import { closing } from '../closing.js';
import { watching } from '../watching.js';
import type { GatewaySettings } from '../configuration/processes.js';
import { providerIn } from '../configuration/settings.js';
import { projectionsOf } from './hosted.js';
import { inTime } from './in-time.js';
import { operatingApart, type OperatedService } from './operations.js';
import type { Running } from './service.js';

const placesIn = (settings: GatewaySettings) =>
  Object.entries({
    curriculum: settings.PROFICIO_CURRICULUM_URL,
    assessment: settings.PROFICIO_ASSESSMENT_URL,
    progress: settings.PROFICIO_PROGRESS_URL,
    competency: settings.PROFICIO_COMPETENCY_URL,
  });

const operatedIn = (
  settings: GatewaySettings,
  log: Log,
  later: (close: () => unknown) => void,
): (() => Promise<readonly OperatedService[]>) => {
  const lines = placesIn(settings).map(([service, url]) => {
    const { run, close } = operatedApart({ service, url: new URL(url), secret: settings.PROFICIO_GATEWAY_SECRET, log });
    later(close);
    return { name: service, run };
  });
  // Few gateways are ever asked for an operation.
  return () => Promise.all(lines.map(async (line) => ({ ...line, projections: await projectionsOf(line.name) })));
};

/**
 * The one graph over services that run on their own. It keeps nothing but what published versions are made of, for a
 * minute: of the stores it asks for the key of ids alone.
 */
export const startGateway = (settings: GatewaySettings, log: Log): Promise<Running> =>
  closing(async (later) => {
    const verify = tokensFor(settings.PROFICIO_DATA, providerIn(settings));
    const mongo = await openMongo(settings.PROFICIO_MONGO_URL, { database: settings.PROFICIO_MONGO_DATABASE });
    later(() => mongo.close());
    const watch = await watching('gateway', settings, log, later);
    const sources = placesIn(settings).map(([name, url]) => {
      const pass = passesTo(name, settings.PROFICIO_GATEWAY_SECRET);
      const timeoutMs = settings.PROFICIO_SUBGRAPH_TIMEOUT_MS;
      const source = overHttp<Caller>({ name, url: new URL(url), pass, log, timeoutMs, metrics: watch?.metrics });
      later(source.close);
      return [name, source] as const;
    });
    const admit = admission(supergraph());
    const gateway = await openGateway<Caller>({
      supergraph: supergraph(),
      sources: Object.fromEntries(sources),
      admit: (operation, { role }) => admit(operation, role),
      log,
      watch,
    });
    later(gateway.stop);
    const operated = operatedIn(settings, log, later);
    const known = callerOf(mongo.keys);
    const host = await openHost<Caller>({
      port: settings.PORT,
      host: settings.HOST,
      log,
      answer: throughGateway(gateway),
      authenticate: authenticator(verify, (claims) =>
        inTime(known(claims), settings.PROFICIO_SUBGRAPH_TIMEOUT_MS, 'MongoDB'),
      ),
      operations: { verify, run: async (name, input) => operatingApart(await operated())(name, input) },
      isReady: () => true,
    });
    later(host.close);
    return { url: host.url, ready: Promise.resolve() };
  });
