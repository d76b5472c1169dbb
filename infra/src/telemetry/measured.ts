import { categoryOf, ConflictError, type EventStore, type ViewStore } from '@proficio/events';
import type { Metrics, Outcome } from './metrics.js';
import { overEvents, overViews } from './over.js';

/** The same store; how long appends take and how many events a projection is given at once is told. */
export const measuredEvents = (store: EventStore, metrics: Metrics): EventStore => ({
  ...overEvents(store),
  append: (stream, expected, events) =>
    timed(
      () => store.append(stream, expected, events),
      (outcome, seconds) => metrics.appended(categoryOf(stream), outcome, seconds),
    ),
  async *subscribe(query, after, signal) {
    for await (const batch of store.subscribe(query, after, signal)) {
      if (batch.events.length > 0) metrics.batch('events', batch.events.length);
      yield batch;
    }
  },
});

/** The same store; how long commits take and how many documents they write is told. */
export const measuredViews = (store: ViewStore, metrics: Metrics): ViewStore => ({
  ...overViews(store),
  commit: (commit) => {
    const { set, puts, deletes } = commit;
    return timed(
      () => store.commit(commit),
      (outcome, seconds) => {
        metrics.committed(set.projection, outcome, seconds);
        const documents = puts.length + deletes.length;
        if (outcome === 'written' && documents > 0) metrics.batch('documents', documents);
      },
    );
  },
});

const timed = async <T>(work: () => Promise<T>, told: (outcome: Outcome, seconds: number) => void): Promise<T> => {
  const began = performance.now();
  const over = (outcome: Outcome) => told(outcome, (performance.now() - began) / 1000);
  try {
    const result = await work();
    over('written');
    return result;
  } catch (error) {
    over(error instanceof ConflictError ? 'conflict' : 'failed');
    throw error;
  }
};
