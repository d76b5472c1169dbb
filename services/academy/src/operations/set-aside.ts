import { placeOf, setAsideIn, setAsidePage, type SetAside, type ViewSet, type ViewStore } from '@proficio/events';
import { projectionNamed, type Operated } from './stores.js';

/** Events that a projection could not take, in the order of the log. */
export interface SetAsidePage {
  readonly events: readonly SetAside[];
  /** What to ask for the rest with; null where this is all. */
  readonly next: string | null;
}

/** @throws OperationRefusedError of a projection that is not there; BadCursorError */
export const listSetAside = async (operated: Operated, projection: string, after?: string): Promise<SetAsidePage> => {
  const set = placeOf(projectionNamed(operated, projection));
  const generation = await operated.views.active(set);
  if (generation === undefined) return { events: [], next: null };
  const { entries, hasNextPage } = await setAsidePage(operated.views, { ...set, generation }, after);
  return {
    events: entries.map(({ doc }) => ({ ...doc, position: String(BigInt(doc.position)) })),
    next: hasNextPage ? (entries.at(-1)?.cursor ?? null) : null,
  };
};

export const countSetAside = async (views: ViewStore, set: ViewSet): Promise<number> => {
  let count = 0;
  for await (const events of setAsideIn(views, set)) count += events.length;
  return count;
};
