import type { EventFamily, EventStore, Projection, ViewStore } from '@proficio/events';

/** What an operator looks at: the log and the views, with everything that is written and read there. */
export interface Operated {
  readonly events: EventStore;
  readonly views: ViewStore;
  readonly families: readonly Pick<EventFamily, 'category' | 'decodeStrictly'>[];
  readonly projections: readonly Projection[];
}
