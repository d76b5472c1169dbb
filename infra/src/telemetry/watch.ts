import type { EventStore, ViewStore } from '@proficio/events';
import { Kind, type OperationDefinitionNode } from 'graphql';
import { measuredEvents, measuredViews } from './measured.js';
import type { Metrics } from './metrics.js';
import { tracedEvents, tracedFor } from './traced.js';
import { clock, type Tracing } from './span.js';

/** Who looks at this process. Where an operator wants nobody to, there is none, and nothing is done for it. */
export interface Watch {
  readonly metrics?: Metrics | undefined;
  readonly tracing?: Tracing | undefined;
}

/** An operation of GraphQL begins; what is given back tells that it is over. `root`: here, and not within the gateway's. */
export const operationBegins = ({ metrics, tracing }: Watch, as: 'root' | 'span', correlationId: string) => {
  const began = clock();
  return (operation: OperationDefinitionNode | undefined, outcome: 'data' | 'errors'): void => {
    const name = labelOf(operation);
    const attributes = { operation: operation?.name?.value.slice(0, LONGEST_NAME) ?? '' };
    metrics?.answered(name, outcome, (clock() - began) / 1000);
    tracing?.[as]({ name, correlationId, began, attributes, ...(outcome === 'errors' && { failed: outcome }) });
  };
};

const LONGEST_NAME = 100;

/**
 * What an operation asks for first, such as `query learner`: a schema has few root fields, while callers may call their
 * operations whatever they like. One that was refused before it was found valid has none.
 */
const labelOf = (operation: OperationDefinitionNode | undefined): string => {
  if (!operation) return 'refused';
  const first = operation.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD);
  return `${operation.operation} ${first?.name.value ?? 'fragment'}`;
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

/** The same stores as one projection has them, watched. */
export const watchedFor = (
  projection: string,
  stores: { readonly events: EventStore; readonly views: ViewStore },
  { tracing }: Watch,
) => (tracing ? tracedFor(projection, stores, tracing) : stores);
