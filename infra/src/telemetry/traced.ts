import { categoryOf, type EventStore, type ViewStore } from '@proficio/events';
import { overEvents, overViews } from './over.js';
import { clock, nameOf, type Tracing } from './span.js';

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
    } catch (error) {
      span({ ...begun, failed: nameOf(error) });
      throw error;
    }
  },
});

/** Who catches up reads thousands of events at once, whose traces ended long ago: nobody looks at them now. */
const FEW = 32;

/**
 * The same stores as one projection has them: from when it is given events until they are committed, or are not, is a
 * span of each trace that they carry on.
 */
export const tracedFor = (
  projection: string,
  { events, views }: { readonly events: EventStore; readonly views: ViewStore },
  { span }: Tracing,
): { readonly events: EventStore; readonly views: ViewStore } => {
  const given = new Map<string, number>();
  const over = (failed?: string): void => {
    if (given.size <= FEW)
      for (const [correlationId, began] of given)
        span({ name: `project ${projection}`, correlationId, began, ...(failed !== undefined && { failed }) });
    given.clear();
  };
  return {
    events: {
      ...overEvents(events),
      async *subscribe(query, after, signal) {
        for await (const batch of events.subscribe(query, after, signal)) {
          const began = clock();
          for (const { meta } of batch.events)
            if (given.size <= FEW && !given.has(meta.correlationId)) given.set(meta.correlationId, began);
          yield batch;
        }
      },
    },
    views: {
      ...overViews(views),
      commit: async (commit) => {
        try {
          await views.commit(commit);
          over();
        } catch (error) {
          over(nameOf(error));
          throw error;
        }
      },
    },
  };
};
