import { OperationRefusedError } from '@proficio/infra';
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

/** @throws OperationRefusedError, with the names that there are */
export const projectionNamed = ({ projections }: Operated, name: string): Projection => {
  const found = projections.find((projection) => projection.name === name);
  if (found) return found;
  const known = projections.map((projection) => projection.name).join(', ');
  throw new OperationRefusedError(`there is no projection ${name}; there are ${known}`);
};
