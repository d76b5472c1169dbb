import { ConflictError, type EventStore } from '../ports/event-store.js';
import { beside, overtaken, type Beside, type BuildOptions } from './build-beside.js';
import { titleOf, type Projection } from './projection.js';
import { putAside, SET_ASIDE, setAsideIn } from './set-aside.js';
import { compare, hashOf, unlessAborted } from './view-hash.js';
import { isSameVersion, type ViewKey, type ViewSet, type ViewStore } from '../ports/view-store.js';

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

/**
 * Builds beside the live generation, compares the two as they stand at one position, puts the new one in its place in
 * one step, removes the old one, and with it whatever older rebuild was killed or is still under way. Of two at once one
 * wins, the other ends in a conflict. Views that lacked what had been set aside must differ once it no longer is: then
 * the new ones are taken.
 * @throws DifferentViewsError; ConflictError where another rebuild of the same came before
 */
export const rebuild = (
  projection: Projection,
  events: EventStore,
  views: ViewStore,
  { replace = false, ...options }: RebuildOptions = {},
): Promise<Rebuilt> =>
  beside(projection, events, views, options, async ({ set, folding, forward }) => {
    const live = await liveBeside(views, set);
    const { signal } = options;
    return unlessReplaced(views, live, set, async () => {
      const proof = live && (await proven(views, live, set, forward, signal));
      if (live && proof?.difference && !replace && !(await retries(views, live, set, proof.difference)))
        throw new DifferentViewsError(titleOf(projection), proof.position, proof.difference);
      // Queries must not go back in time.
      const isBehind = async () => live && ((await views.checkpoint(live)) ?? -1n) > (folding.checkpoint ?? -1n);
      let whole = 0;
      do whole += await forward();
      while (await isBehind());
      signal?.throwIfAborted();
      await views.activate(set, live?.generation);
      // Of what was committed to the old one until then, its runner may have told readers; a conflict is the new one's.
      if (await isBehind()) await forward().catch(unlessConflict);
      for (const older of await olderThan(views, set)) await views.drop(older);
      const unproven = { events: whole, position: folding.checkpoint, difference: undefined };
      return { set, ...(proof ?? { ...unproven, hash: await hashOf(views, set) }) };
    });
  });

/** Another rebuild may end first and take the live set away: then whatever failed here says nothing about the views. */
const unlessReplaced = async <T>(
  views: ViewStore,
  live: ViewSet | undefined,
  set: ViewSet,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const active = await views.active(set);
    if (active === live?.generation || active === set.generation) throw error;
    await views.drop(set);
    throw overtaken(set);
  }
};

const unlessConflict = (error: unknown): void => {
  if (!(error instanceof ConflictError)) throw error;
};

const liveBeside = async (views: ViewStore, set: ViewSet): Promise<ViewSet | undefined> => {
  const generation = await views.active(set);
  // Of two that took the same number one has activated it already.
  if (generation === set.generation) throw overtaken(set);
  return generation === undefined ? undefined : { ...set, generation };
};

const olderThan = async (views: ViewStore, set: ViewSet): Promise<readonly ViewSet[]> =>
  (await views.sets()).filter((other) => isSameVersion(other, set) && other.generation < set.generation);

/** Undefined where the live set has read nothing yet. */
const proven = async (
  views: ViewStore,
  live: ViewSet,
  set: ViewSet,
  forward: Beside['forward'],
  signal: AbortSignal | undefined,
): Promise<(Omit<Rebuilt, 'set'> & { readonly position: bigint }) | undefined> => {
  const begun = await views.checkpoint(live);
  if (begun === undefined) return undefined;
  const long = await forward(begun);
  // So that the moment that is compared need not be kept for as long as all that takes.
  const short = await forward(await views.checkpoint(live));
  return views.scan(live, async (seen) => {
    const position = seen.checkpoint ?? begun;
    const events = long + short + (await forward(position));
    const { hash, difference } = await views.scan(set, (built) => compare(unlessAborted(built, signal), seen));
    return { events, position, hash, difference };
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
