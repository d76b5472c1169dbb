import { ConflictError, type EventBatch, type EventStore } from '../ports/event-store.js';
import { Folding } from './folding.js';
import { PARTITION, queryOf, type Projection } from './projection.js';
import { putAside, SET_ASIDE, setAsideIn } from './set-aside.js';
import { compare, hashOf } from './view-hash.js';
import type { ViewKey, ViewSet, ViewStore } from '../ports/view-store.js';

export interface BuildOptions {
  readonly partition?: string;
  readonly hot?: number;
  readonly signal?: AbortSignal;
}
export interface RebuildOptions extends BuildOptions {
  /** Takes the rebuilt views even where the live ones differ: those were wrong, and what made them so is mended. */
  readonly replace?: boolean;
}

/** A rebuild that is now live, and what it was proven by. */
export interface Rebuilt {
  readonly set: ViewSet;
  /** Up to `position`: what the live views held when they were compared, or the whole log where there were none. */
  readonly events: number;
  readonly position: bigint | undefined;
  readonly hash: string;
  /** Where the replaced views differed first; undefined where they did not. */
  readonly difference: ViewKey | undefined;
}

/** The live views are not what their log and this version make. They stay; what was built is gone. */
export class DifferentViewsError extends Error {
  override readonly name = 'DifferentViewsError';
  constructor(
    readonly projection: string,
    readonly position: bigint,
    readonly difference: ViewKey,
  ) {
    const { view, tenant, key } = difference;
    super(
      `${projection}: the live views at ${position} differ from the log first in ${view}, tenant ${tenant}, ${key}`,
    );
  }
}

/** A generation on its way. */
interface Beside {
  readonly set: ViewSet;
  readonly folding: Folding;
  /** Folds on up to a position, or to the head as it is when it gets there. Gives how many events there were. */
  readonly forward: (last?: bigint) => Promise<number>;
}

/** Folds the whole log into a new generation beside the live one. Nothing is left of it when it fails. */
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

/**
 * Builds beside the live generation, compares the two as they stand at one position, puts the new one in its place in
 * one step, removes the old one. Views that lacked what had been set aside must differ once it no longer is: then the
 * new ones are taken.
 * @throws DifferentViewsError
 */
export const rebuild = (
  projection: Projection,
  events: EventStore,
  views: ViewStore,
  { replace = false, ...options }: RebuildOptions = {},
): Promise<Rebuilt> =>
  beside(projection, events, views, options, async ({ set, folding, forward }) => {
    const live = await liveBeside(views, set);
    const proof = live && (await proven(views, live, set, forward));
    if (live && proof?.difference && !replace && !(await retries(views, live, set, proof.difference)))
      throw new DifferentViewsError(projection.name, proof.position, proof.difference);
    let events = proof?.events ?? 0;
    // Queries must not go back in time.
    const isBehind = async () => live && ((await views.checkpoint(live)) ?? -1n) > (folding.checkpoint ?? -1n);
    do events += await forward();
    while (await isBehind());
    await views.activate(set, live?.generation);
    if (live) await views.drop(live);
    return proof
      ? { set, ...proof }
      : { set, events, position: folding.checkpoint, hash: await hashOf(views, set), difference: undefined };
  });

const liveBeside = async (views: ViewStore, set: ViewSet): Promise<ViewSet | undefined> => {
  const generation = await views.active(set);
  return generation === undefined ? undefined : { ...set, generation };
};

/** Undefined where the live set has read nothing yet. */
const proven = async (
  views: ViewStore,
  live: ViewSet,
  set: ViewSet,
  forward: Beside['forward'],
): Promise<(Omit<Rebuilt, 'set'> & { readonly position: bigint }) | undefined> => {
  const begun = await views.checkpoint(live);
  if (begun === undefined) return undefined;
  const long = await forward(begun);
  // So that the moment that is compared need not be kept for as long as all that takes.
  const short = await forward(await views.checkpoint(live));
  return views.scan(live, async (seen) => {
    const position = seen.checkpoint ?? begun;
    const events = long + short + (await forward(position));
    return { events, position, ...(await views.scan(set, (built) => compare(built, seen))) };
  });
};

/** Takes the new set events that the live one had set aside, and every event that the live one took? */
const retries = async (views: ViewStore, live: ViewSet, set: ViewSet, difference: ViewKey): Promise<boolean> => {
  if (difference.view !== SET_ASIDE) return false;
  for await (const entries of setAsideIn(views, set)) {
    const before = await views.getMany(live, entries.map(putAside));
    if (before.includes(undefined)) return false;
  }
  return true;
};

const beside = async <T>(
  projection: Projection,
  events: EventStore,
  views: ViewStore,
  { partition = PARTITION, hot = 50_000, signal }: BuildOptions,
  work: (built: Beside) => Promise<T>,
): Promise<T> => {
  const { name, version } = projection;
  const generations = (await views.sets())
    .filter((set) => set.projection === name && set.version === version && set.partition === partition)
    .map(({ generation }) => generation);
  const set = { projection: name, version, partition, generation: Math.max(0, ...generations) + 1 };
  try {
    const folding = await Folding.open(projection, views, set, hot);
    const forward = async (last?: bigint): Promise<number> => {
      let count = 0;
      if (last !== undefined && folding.checkpoint !== undefined && folding.checkpoint >= last) return count;
      for await (const batch of events.readAll(queryOf(projection), folding.checkpoint)) {
        signal?.throwIfAborted();
        const part = last === undefined || batch.position < last ? batch : upTo(batch, last);
        await folding.fold(part);
        count += part.events.length;
        if (part.position === last) break;
      }
      return count;
    };
    return await work({ set, folding, forward });
  } catch (error) {
    // In a conflict it is another builder's. What cannot be removed now is removed at the next start.
    if (!(error instanceof ConflictError)) await views.drop(set).catch(() => undefined);
    throw error;
  }
};

const upTo = ({ events }: EventBatch, last: bigint): EventBatch => ({
  events: events.filter(({ position }) => position <= last),
  position: last,
});
