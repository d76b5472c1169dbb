import { callerPassed } from '@proficio/gateway';
import type { Caller } from '@proficio/graph';
import {
  authenticator,
  embed,
  openHost,
  openKurrent,
  openMongo,
  operatorPassesOf,
  passesOf,
  StorageError,
  throughSubgraph,
  type Log,
} from '@proficio/infra';
import { operating } from '../operations/operate.js';
import { allOf } from '../operations/stores.js';
import { underWay } from '../operations/under-way.js';
import { SERVICES, subgraphsOf } from '../services.js';
import { closing } from '../closing.js';
import { watching } from '../watching.js';
import type { ServiceSettings } from '../configuration/processes.js';
import { partitionsIn, runsIn } from '../configuration/partitions.js';
import { handOn } from '../configuration/settings.js';

export const NAMES = SERVICES.map(({ name }) => name);

/** A process of its own that listens at `url` until it is closed. */
export interface Running {
  readonly url: string;
  readonly ready: Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** One service on the servers that all services share: it decides, projects, and answers the gateway alone. */
export const startService = (name: string, settings: ServiceSettings, log: Log): Promise<Running> =>
  closing(async (later) => {
    const service = SERVICES.find((one) => one.name === name);
    const [subgraph] = subgraphsOf(service ? [service] : []);
    if (!service || !subgraph) throw new Error(`there is no service ${name}`);
    handOn(settings);
    const events = await openKurrent(settings.PROFICIO_KURRENT_URL);
    later(() => events.close());
    const mongo = await openMongo(settings.PROFICIO_MONGO_URL, { database: settings.PROFICIO_MONGO_DATABASE });
    later(() => mongo.close());
    const stores = { events, views: mongo.views, keys: mongo.keys };
    const watch = await watching(name, settings, log, later);
    const { PROFICIO_AFTER_MS: afterMs, PROFICIO_READY_LAG_MS: readyLagMs } = settings;
    const [partitions, runs] = [partitionsIn(settings), runsIn(settings)];
    const embedded = await embed<Caller>(stores, [service], {
      log,
      afterMs,
      readyLagMs,
      areShared: true,
      partitions,
      runs,
      watch,
    });
    later(embedded.close);
    const secret = settings.PROFICIO_GATEWAY_SECRET;
    const ending = new AbortController();
    // Its own views, and the log of all.
    const { projections } = allOf([service], partitions);
    const operations = underWay(operating({ ...stores, ...allOf(SERVICES), projections, signal: ending.signal }));
    later(operations.over);
    const host = await openHost<Caller>({
      port: settings.PORT,
      host: settings.HOST,
      log,
      answer: throughSubgraph({ subgraph, contextFor: embedded.contextOf(name), log, watch }),
      authenticate: authenticator(passesOf(name, secret), callerPassed),
      operations: { verify: operatorPassesOf(name, secret), run: operations.run },
      isReady: embedded.isReady,
    });
    later(host.close);
    later(() => ending.abort(new StorageError(`${name} ends.`)));
    return { url: host.url, ready: embedded.ready };
  });
