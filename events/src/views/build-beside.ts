import { ConflictError, type EventBatch, type EventQuery, type EventStore } from '../ports/event-store.js';
import { catchUp } from './catch-up.js';
import { Folding } from './folding.js';
import { placeOf, queryOf, shapesOf, type Projection } from './projection.js';
import { isSameVersion, type ViewSet, type ViewStore } from '../ports/view-store.js';

export interface BuildOptions {
  /** Bytes of documents kept hot, about. */
  readonly hot?: number;
  readonly signal?: AbortSignal;
}

const HOT = 24 * 1024 * 1024;

/** A generation on its way. */
export interface Beside {
  readonly set: ViewSet;
  readonly folding: Folding;
  /** Folds on up to a position, or to the head as it is when it gets there. Gives how many events there were. */
  readonly forward: (last?: bigint) => Promise<number>;
}

/** Folds the whole log into a new generation beside the live one. */
export const buildBeside = (
  projection: Projection,
  events: EventStore,
  views: ViewStore,
  options: BuildOptions = {},
): Promise<ViewSet> =>
  beside(projection, events, views, options, async ({ set, forward }) => {
    await forward();
    return set;
  });

/** Begins a new generation beside the others. Nothing is left of it when `work` fails. */
export const beside = async <T>(
  projection: Projection,
  events: EventStore,
  views: ViewStore,
  { hot = HOT, signal }: BuildOptions,
  work: (built: Beside) => Promise<T>,
): Promise<T> => {
  const place = placeOf(projection);
  const generations = (await views.sets())
    .filter((set) => isSameVersion(set, place))
    .map(({ generation }) => generation);
  const set = { ...place, generation: Math.max(0, ...generations) + 1 };
  let isMade = false;
  try {
    await views.create(set, shapesOf(projection));
    const folding = await Folding.open(projection, views, set, hot);
    isMade = true;
    const forward = async (last?: bigint): Promise<number> => {
      const before = folding.events;
      const hasAll = last !== undefined && folding.checkpoint !== undefined && folding.checkpoint >= last;
      if (!hasAll) await catchUp(folding, () => batches(events, queryOf(projection), folding.checkpoint, last, signal));
      return folding.events - before;
    };
    return await work({ set, folding, forward });
  } catch (error) {
    // In a conflict it is another builder's. What cannot be removed now is removed at the next start.
    if (error instanceof ConflictError) throw error;
    if (isMade && (await isGone(views, set))) throw overtaken(set);
    await views.drop(set).catch(() => undefined);
    throw error;
  }
};

/** Another builder came first: of this generation, or of a later one that took this one away. */
export const overtaken = ({ projection, generation }: ViewSet): ConflictError =>
  new ConflictError(`${projection}, generation ${generation},`, undefined);

const isGone = async (views: ViewStore, set: ViewSet): Promise<boolean> => {
  const sets = await views.sets().catch(() => [set]);
  return !sets.some((other) => isSameVersion(other, set) && other.generation === set.generation);
};

async function* batches(
  events: EventStore,
  query: EventQuery,
  after: bigint | undefined,
  last: bigint | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<EventBatch> {
  for await (const batch of events.readAll(query, after)) {
    signal?.throwIfAborted();
    const part = last === undefined || batch.position < last ? batch : upTo(batch, last);
    yield part;
    if (part.position === last) return;
  }
}

const upTo = ({ events }: EventBatch, last: bigint): EventBatch => ({
  events: events.filter(({ position }) => position <= last),
  position: last,
});
