import {
  isSameVersion,
  placeOf,
  type EventStore,
  type Projection,
  type Runner,
  type ViewStore,
} from '@proficio/events';
import { StorageError } from './storage-error.js';

/**
 * Views that have read more than there is belong to another log, or to a newer copy of this one. The log would grow past
 * their position, and nobody would see any more that they hold what never happened here.
 */
export const refuseForeignViews = async (runners: readonly Runner[], events: EventStore): Promise<void> => {
  const head = await events.head();
  if (runners.some(({ position }) => position !== undefined && position > head))
    throw new StorageError(
      'The views have read further than the log goes: without views.db, or MongoDB’s database of views, they are built again from it.',
    );
};

/**
 * A rebuild that was broken off leaves a generation beside the live one, an earlier release versions that no projection
 * has any more, other partitions what is now in none of ours. What has no live one is not a projection's. The stores are
 * this process's own, and it has begun nothing yet: nobody builds or reads what goes here.
 */
export const dropLeftovers = async (views: ViewStore, projections: readonly Projection[]): Promise<void> => {
  for (const set of await views.sets()) {
    const live = await views.active(set);
    if (live === undefined) continue;
    if (!projections.some((projection) => isSameVersion(placeOf(projection), set))) await views.discard(set);
    else if (live !== set.generation) await views.drop(set);
  }
};
