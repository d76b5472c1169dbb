import { ConflictError, DifferentViewsError, rebuild, titleOf, type Projection } from '@proficio/events';
import { StorageError } from '@proficio/infra/storage-error';
import { countSetAside } from './set-aside.js';
import { projectionsNamed, type Operated } from './stores.js';

/**
 * A projection built anew. With an `error` the live views are kept, and nothing else is known; `code` is there where they
 * were not even compared.
 */
export type RebuiltViews =
  | { readonly name: string; readonly error: string; readonly code?: 'UNAVAILABLE' | 'CONFLICT' }
  | {
      readonly name: string;
      /** Up to `position`, where it was compared with the live views. */
      readonly events: number;
      readonly position: string | null;
      readonly hash: string;
      readonly setAside: number;
      /** Where the views that it replaces differed first; null where they did not. */
      readonly replaced: string | null;
    };

export interface RebuildAsked {
  /** All unless one is named, or one partition of it. */
  readonly projection?: string | undefined;
  readonly replace?: boolean | undefined;
}

/** Builds projections anew beside the live ones, and puts them in their place where they are equal. */
export const rebuildViews = async (
  operated: Operated,
  { projection: name, replace = false }: RebuildAsked,
): Promise<readonly RebuiltViews[]> => {
  const asked = name === undefined ? operated.projections : projectionsNamed(operated, name);
  const rebuilt: RebuiltViews[] = [];
  for (const projection of asked) rebuilt.push(await rebuildOne(operated, projection, replace));
  return rebuilt;
};

const rebuildOne = async (
  { events, views, signal }: Operated,
  projection: Projection,
  replace: boolean,
): Promise<RebuiltViews> => {
  const name = titleOf(projection);
  try {
    const { set, position, difference, ...counted } = await rebuild(projection, events, views, {
      replace,
      ...(signal && { signal }),
    });
    return {
      name,
      events: counted.events,
      position: position === undefined ? null : String(position),
      hash: counted.hash,
      setAside: await countSetAside(views, set),
      replaced: difference ? [difference.view, difference.tenant, difference.key].join(' ') : null,
    };
  } catch (error) {
    if (error instanceof DifferentViewsError) return { name, error: error.message };
    if (error instanceof ConflictError)
      return { name, error: `${name}: another rebuild of it is under way`, code: 'CONFLICT' };
    if (error instanceof StorageError && signal?.aborted !== true)
      return { name, error: `${name}: ${error.message}`, code: 'UNAVAILABLE' };
    throw error;
  }
};
