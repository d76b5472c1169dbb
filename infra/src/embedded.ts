import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import {
  gathered,
  partitioned,
  readerOf,
  Runner,
  titleOf,
  WHOLE,
  type OnSetAside,
  type Partition,
  type Partitions,
  type Projection,
  StreamCache,
  type EventStore,
  type Kernel,
  type KeyStore,
  type ViewStore,
} from '@proficio/events';
import { attendTo, type Attended } from './attending.js';
import { dropLeftovers, refuseForeignViews } from './earlier-views.js';
import { runningElsewhere, type RunElsewhere } from './elsewhere.js';
import type { ContextFor } from './graphql/executing.js';
import type { Caller, Parts } from './graphql/parts.js';
import { lagging } from './lag.js';
import { reachHead } from './reach-head.js';
import { StorageError } from './storage-error.js';
import type { Log } from './telemetry/logger.js';
import type { Metrics } from './telemetry/metrics.js';
import { overViews } from './telemetry/over.js';
import { watchedFor, watchedStores, type Watch } from './telemetry/watch.js';

export interface Stores {
  readonly events: EventStore;
  readonly views: ViewStore;
  readonly keys: KeyStore;
}

export interface EmbeddedOptions {
  readonly log: Log;
  /** How long a reader of its own writes waits for the views. */
  readonly afterMs?: number | undefined;
  /** Other processes work with the same stores: what is not of these services is theirs. */
  readonly areShared?: boolean | undefined;
  /** Those of projections that can be split. All is one unless said. */
  readonly partitions?: Partitions | undefined;
  /** Which of them are built here; the others are other processes', and only read. All unless said. */
  readonly runs?: ((partition: Partition) => boolean) | undefined;
  /** Runs the projections in another thread; without it they run here. */
  readonly elsewhere?: RunElsewhere | undefined;
  /** The disk failed. */
  readonly onOutage?: ((error: StorageError) => void) | undefined;
  /** How old an event may be that waits for the views, in milliseconds, while these still count as ready. */
  readonly readyLagMs?: number | undefined;
  readonly watch?: Watch | undefined;
}

/** Services that run in this process on stores of their own. */
export interface Embedded<C extends Caller> {
  /** What the resolvers of a service work with. @throws Error for a service that is not here */
  readonly contextOf: (service: string) => ContextFor<C>;
  /** Do the views hold what was in the log at the start, is unfinished work finished, and do the views keep up? */
  readonly isReady: () => Promise<boolean>;
  /** Resolves then, or when it was closed before. */
  readonly ready: Promise<void>;
  /** Lets every projection finish its batch. The stores stay open: they are their opener's. */
  readonly close: () => Promise<void>;
}

const AFTER_MS = 5000;
const READY_LAG_MS = 10_000;
/**
 * However far behind a partition is that another process builds: to answer nobody about anything would not help those
 * who ask about it. Only views of another log, which are endlessly behind, are not answered from.
 */
const OTHERS_LAG_MS = Number.MAX_VALUE;

/**
 * Opens every projection, drops what rebuilds and earlier releases left behind, and keeps the views up with the log until
 * it is closed.
 * @throws StorageError when the views are not of this log
 */
export const embed = async <C extends Caller>(
  given: Stores,
  services: readonly Parts<C>[],
  options: EmbeddedOptions,
): Promise<Embedded<C>> => {
  const {
    log,
    afterMs = AFTER_MS,
    readyLagMs = READY_LAG_MS,
    areShared = false,
    partitions = WHOLE,
    runs = () => true,
    elsewhere,
    onOutage,
    watch = {},
  } = options;
  const stores = watchedStores(given, watch);
  const stop = new AbortController();
  // Every runner listens to it, sometimes twice.
  setMaxListeners(0, stop.signal);
  const kernel: Kernel = { events: stores.events, keys: stores.keys, cache: new StreamCache() };
  const read = readerOf({ ...overViews(stores.views), live: gathered(stores.views) }, partitions);
  const named = new Map<string, Runner>();
  const isBuiltHere = ({ partition }: Projection): boolean => partition === undefined || runs(partition);
  const runnerOf = (projection: Projection): Runner => {
    const title = titleOf(projection);
    const onError = (error: unknown) => {
      log.error({ projection: title, err: error }, 'a projection stands still');
      if (error instanceof StorageError) onOutage?.(error);
    };
    const onSetAside = toldOfSetAside(log, title, watch.metrics);
    const { events, views } = watchedFor(title, stores, watch);
    const runner = new Runner(projection, events, views, {
      isElsewhere: !isBuiltHere(projection),
      onError,
      onSetAside,
    });
    named.set(title, runner);
    return runner;
  };
  const hosted = services.map((service) => {
    const projections = partitioned(service.projections, partitions);
    return { service, projections, runners: projections.map(runnerOf) };
  });
  const runners = hosted.flatMap((one) => one.runners);
  await Promise.all(runners.map((runner) => runner.open()));
  await refuseForeignViews(runners, stores.events);
  const ours = hosted.flatMap(({ projections }) => projections);
  if (!areShared) await dropLeftovers(stores.views, ours);

  const lags = lagging(given.events, ours, (title) => named.get(title)?.position);
  watch.metrics?.watchLag(lags);
  let isStarted = false;
  const away = elsewhere ? runningElsewhere(elsewhere, named, stop.signal, log) : Promise.resolve();
  const running = away.then(() => Promise.all(runners.map((runner) => runner.run(stop.signal))));
  const start = async () => {
    await reachHead(runners, stores.events, stop.signal);
    for (const { service } of hosted) if (!stop.signal.aborted) await service.resume?.({ kernel, read });
    await reachHead(runners, stores.events, stop.signal);
    isStarted = !stop.signal.aborted;
  };
  // Servers come back; a disk that fails ends the process.
  const ready = areShared ? attendTo({ service: 'start', work: start }, log, stop.signal) : start();
  const reaching = (own: readonly Runner[]) => async (position: bigint) => {
    await Promise.all(own.map((runner) => runner.until(position, afterMs)));
  };
  const attended = hosted.flatMap(({ service: { name, attend }, runners: own }): readonly Attended[] => {
    const failed = (err: unknown) =>
      log.error({ service: name, err }, 'a piece of what goes on beside requests failed');
    const context = { kernel, read, views: stores.views, until: reaching(own), failed };
    return attend ? [{ service: name, work: (signal) => attend(context, signal) }] : [];
  });
  const attending = ready.then(
    () => Promise.all(attended.map((one) => attendTo(one, log, stop.signal))),
    () => [],
  );
  return {
    contextOf: (name) => {
      const own = hosted.find(({ service }) => service.name === name)?.runners;
      if (!own) throw new Error(`no service ${name} runs here`);
      return contextFor(kernel, read, reaching(own));
    },
    isReady: async () => {
      if (!isStarted) return false;
      const told = await lags();
      const limitOf = (one: Projection): number => (isBuiltHere(one) ? readyLagMs : OTHERS_LAG_MS);
      return ours.every((one) => (told.get(titleOf(one))?.seconds ?? 0) * 1000 <= limitOf(one));
    },
    ready,
    close: async () => {
      stop.abort();
      await Promise.all([running, attending]);
    },
  };
};

/** Where it is kept it has no stack; here it has. */
const toldOfSetAside =
  (log: Log, projection: string, metrics: Metrics | undefined): OnSetAside =>
  ({ stream, revision, event, type }, err) => {
    log.error({ projection, stream, revision, event, type, err }, 'an event is set aside');
    metrics?.setAside(projection);
  };

const contextFor =
  <C extends Caller>(
    kernel: Kernel,
    read: ReturnType<typeof readerOf>,
    until: (position: bigint) => Promise<void>,
  ): ContextFor<C> =>
  ({ caller, correlationId }) => ({
    caller,
    correlationId,
    kernel,
    read,
    until,
    now: new Date(),
    newId: randomUUID,
  });
