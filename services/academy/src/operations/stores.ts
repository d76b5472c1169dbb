import type { EventFamily, EventStore, Projection, ViewStore } from '@proficio/events';

/** What an operator looks at: the log and the views, with everything that is written and read there. */
export interface Operated {
  readonly events: EventStore;
  readonly views: ViewStore;
  readonly families: readonly Pick<EventFamily, 'category' | 'decodeStrictly'>[];
  readonly projections: readonly Projection[];
}

/** What services write and read, together. */
export const allOf = (
  services: readonly Pick<Operated, 'families' | 'projections'>[],
): Pick<Operated, 'families' | 'projections'> => ({
  families: services.flatMap(({ families }) => families),
  projections: services.flatMap(({ projections }) => projections),
});
