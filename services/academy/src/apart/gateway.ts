import { admission, callerOf } from '@proficio/gateway';
import type { Caller } from '@proficio/graph';
import {
  authenticator,
  openGateway,
  openHost,
  openMongo,
  overHttp,
  passesTo,
  throughGateway,
  tokensFor,
} from '@proficio/infra';
import { supergraph } from '@proficio/schema';
import { closing } from '../closing.js';
import { watching } from '../watching.js';
import type { Listening, Running } from './service.js';
import type { Environment, GatewaySettings } from './settings.js';

const placesIn = (settings: GatewaySettings) =>
  Object.entries({
    curriculum: settings.PROFICIO_CURRICULUM_URL,
    assessment: settings.PROFICIO_ASSESSMENT_URL,
    progress: settings.PROFICIO_PROGRESS_URL,
    competency: settings.PROFICIO_COMPETENCY_URL,
  });

export interface GatewayPlace extends Listening {
  /** Where there is no identity provider, tokens are those made for this folder. */
  readonly dataFolder: string;
  readonly environment: Environment;
}

/** The one graph over services that run on their own. It keeps nothing: of the stores it asks for the key of ids alone. */
export const startGateway = (settings: GatewaySettings, place: GatewayPlace): Promise<Running> =>
  closing(async (later) => {
    const { log, dataFolder, environment } = place;
    const verify = tokensFor(dataFolder, environment);
    const mongo = await openMongo(settings.PROFICIO_MONGO_URL, { database: settings.PROFICIO_MONGO_DATABASE });
    later(() => mongo.close());
    const watch = await watching('gateway', settings, place, later);
    const sources = placesIn(settings).map(([name, url]) => {
      const pass = passesTo(name, settings.PROFICIO_GATEWAY_SECRET);
      const timeoutMs = settings.PROFICIO_SUBGRAPH_TIMEOUT_MS;
      const source = overHttp<Caller>({ name, url: new URL(url), pass, log, timeoutMs, metrics: watch.metrics });
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
    const host = await openHost<Caller>({
      ...place,
      answer: throughGateway(gateway),
      authenticate: authenticator(verify, callerOf(mongo.keys)),
      isReady: () => true,
    });
    later(host.close);
    return { url: host.url, ready: Promise.resolve() };
  });
