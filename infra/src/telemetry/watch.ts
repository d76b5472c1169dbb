import type { EventStore, ViewStore } from '@proficio/events';
import { measuredEvents, measuredViews } from './measured.js';
import type { Metrics } from './metrics.js';
import { tracedEvents, tracedFor } from './traced.js';
import { clock, type Tracing } from './tracing.js';

/** Who looks at this process; nobody, unless an operator wants it. */
export interface Watch {
  readonly metrics?: Metrics | undefined;
  readonly tracing?: Tracing | undefined;
}

/** An operation of GraphQL begins; what is given back tells that it is over. `root`: here, and not within the gateway's. */
export const operationBegins = ({ metrics, tracing }: Watch, as: 'root' | 'span', correlationId: string) => {
  const began = clock();
  return (name: string | undefined, failed: boolean): void => {
    const operation = name ?? 'unnamed';
    metrics?.answered(operation, failed ? 'errors' : 'data', (clock() - began) / 1000);
    tracing?.[as]({ name: operation, correlationId, began, ...(failed && { failed }) });
  };
};

/** The same stores, watched. */
export const watchedStores = <S extends { readonly events: EventStore; readonly views: ViewStore }>(
  stores: S,
  { metrics, tracing }: Watch,
) => {
  const events = metrics ? measuredEvents(stores.events, metrics) : stores.events;
  const views = metrics ? measuredViews(stores.views, metrics) : stores.views;
  return { ...stores, events: tracing ? tracedEvents(events, tracing) : events, views };
};

/** The same log as one projection reads it, watched. */
export const watchedFor = (projection: string, log: EventStore, { tracing }: Watch): EventStore =>
  tracing ? tracedFor(projection, log, tracing) : log;
