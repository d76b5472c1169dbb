import { FAMILIES } from '@proficio/events';
import { callerPassed } from '@proficio/gateway';
import { ACCESS_SDL, type Caller } from '@proficio/graph';
import { operatorPassesOf } from '@proficio/infra/apart/operator-passing';
import { passesOf } from '@proficio/infra/apart/passing';
import { throughSubgraph } from '@proficio/infra/apart/through-subgraph';
import { embed } from '@proficio/infra/embedded';
import { subgraphOf } from '@proficio/infra/graphql/subgraph';
import { openHost } from '@proficio/infra/http/host';
import { authenticator } from '@proficio/infra/identity/authenticate';
import { openKurrent } from '@proficio/infra/kurrent/open';
import { openMongo } from '@proficio/infra/mongo/open';
import { StorageError } from '@proficio/infra/storage-error';
import type { Log } from '@proficio/infra/telemetry/logger';
import { operating } from '../operations/operate.js';
import { allOf } from '../operations/stores.js';
import { underWay } from '../operations/under-way.js';
import { closing } from '../closing.js';
import { watching } from '../watching.js';
import type { ServiceSettings } from '../configuration/processes.js';
import { partitionsIn, runsIn } from '../configuration/partitions.js';
import { handOn } from '../configuration/settings.js';
import { serviceNamed } from './hosted.js';

/** A process of its own that listens at `url` until it is closed. */
export interface Running {
  readonly url: string;
  readonly ready: Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** One service on the servers that all services share: it decides, projects, and answers the gateway alone. */
export const startService = (name: string, settings: ServiceSettings, log: Log): Promise<Running> =>
  closing(async (later) => {
    const service = await serviceNamed(name);
    const subgraph = subgraphOf(service, ACCESS_SDL);
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
    const operations = underWay(operating({ ...stores, families: FAMILIES, projections, signal: ending.signal }));
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
