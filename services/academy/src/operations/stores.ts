import { OperationRefusedError } from '@proficio/infra/http/operations';
import {
  partitioned,
  titleOf,
  WHOLE,
  type EventFamily,
  type EventStore,
  type Projection,
  type ViewStore,
} from '@proficio/events';

/** What an operator looks at: the log and the views, with everything that is written and read there. */
export interface Operated {
  readonly events: EventStore;
  readonly views: ViewStore;
  readonly families: readonly Pick<EventFamily, 'category' | 'decodeStrictly'>[];
  readonly projections: readonly Projection[];
  /** Aborts when the process ends: then a rebuild is broken off, and nothing is left of it. */
  readonly signal?: AbortSignal | undefined;
}

/** What services write and read, together; of a projection that can be split, its partitions. */
export const allOf = (
  services: readonly Pick<Operated, 'families' | 'projections'>[],
  partitions = WHOLE,
): Pick<Operated, 'families' | 'projections'> => ({
  families: services.flatMap(({ families }) => families),
  projections: services.flatMap(({ projections }) => partitioned(projections, partitions)),
});

/** One of them by its title. @throws OperationRefusedError, with the titles that there are */
export const projectionNamed = ({ projections }: Pick<Operated, 'projections'>, title: string): Projection => {
  const found = projections.find((projection) => titleOf(projection) === title);
  if (found) return found;
  throw unknownProjection(title, projections.map(titleOf));
};

/** The same, or by the name of one that is split all its partitions. @throws OperationRefusedError */
export const projectionsNamed = (operated: Pick<Operated, 'projections'>, name: string): readonly Projection[] => {
  const split = operated.projections.filter((projection) => projection.name === name);
  return split.length > 0 ? split : [projectionNamed(operated, name)];
};

export const unknownProjection = (name: string, known: readonly string[]): OperationRefusedError =>
  new OperationRefusedError(`there is no projection ${name}; there are ${known.join(', ')}`);
