import { categoryOf, type EventBatch, type EventStore } from '@proficio/events';
import { overEvents } from './over.js';
import { clock, type Tracing } from './tracing.js';

/** The same store; each append is a span of the trace that its events carry. */
export const tracedEvents = (store: EventStore, { span }: Tracing): EventStore => ({
  ...overEvents(store),
  append: async (stream, expected, events) => {
    const category = categoryOf(stream);
    const attributes = { category, events: events.length };
    const correlationId = events[0]?.meta.correlationId ?? '';
    const begun = { name: `append ${category}`, correlationId, began: clock(), attributes };
    try {
      const appended = await store.append(stream, expected, events);
      span(begun);
      return appended;
    } catch (failed) {
      span({ ...begun, failed });
      throw failed;
    }
  },
});

/** Who catches up reads thousands of events at once, whose traces ended long ago: nobody looks at them now. */
const FEW = 32;

/**
 * The same store as one projection reads it: from when it is given a batch until it asks for the next, the batch is folded
 * and committed, and that is a span of each trace that the batch carries on.
 */
export const tracedFor = (projection: string, store: EventStore, { span }: Tracing): EventStore => ({
  ...overEvents(store),
  async *subscribe(query, after, signal) {
    for await (const batch of store.subscribe(query, after, signal)) {
      const began = clock();
      yield batch;
      for (const correlationId of tracesOf(batch))
        span({ name: `project ${projection}`, correlationId, began, attributes: { events: batch.events.length } });
    }
  },
});

const tracesOf = ({ events }: EventBatch): readonly string[] =>
  events.length > FEW ? [] : [...new Set(events.map(({ meta }) => meta.correlationId))];
