import { unlessDuplicates } from './outage.js';
import type { Kept } from './kept.js';
import type { Look, Places } from './places.js';

/** Who has not been seen for so long, by the server's clock, is gone. */
const LOST_MS = 60_000;

/** Keeps what the writes would take from those who look at the set as it was. Again is as good as once. */
export const keepForLooks = async (
  places: Places,
  set: string,
  looks: Readonly<Record<string, Look>>,
  views: ReadonlyMap<string, readonly Kept[]>,
): Promise<void> => {
  for (const [look, { checkpoint }] of await forgetLost(places, set, looks))
    for (const [view, kept] of views) {
      const ids = kept.map(({ _id }) => _id);
      const was = await places
        .view(set, view)
        .find({ _id: { $in: ids }, pos: { $lte: checkpoint }, doc: { $exists: true } })
        .toArray();
      const before = was.map(({ _id, doc = '' }) => ({ _id: beforeId(view, _id), doc }));
      if (before.length === 0) continue;
      await places.before(set, look).insertMany(before, { ordered: false }).catch(unlessDuplicates);
    }
};

export const beforeId = (view: string, id: string): string => `${view}\0${id}`;

/** Gives those who are still there. */
export const forgetLost = async (
  places: Places,
  set: string,
  looks: Readonly<Record<string, Look>>,
): Promise<readonly (readonly [string, Look])[]> => {
  const all = Object.entries(looks);
  if (all.length === 0) return all;
  const lost = new Date((await places.now()).getTime() - LOST_MS);
  const there: (readonly [string, Look])[] = [];
  for (const one of all) if (one[1].at >= lost || !(await forgotten(places, set, one[0], lost))) there.push(one);
  return there;
};

/** It may have been seen since; then it goes on. */
const forgotten = async (places: Places, set: string, look: string, lost: Date): Promise<boolean> => {
  const { modifiedCount } = await places.sets.updateOne(
    { _id: set, [`looks.${look}.at`]: { $lt: lost } },
    { $unset: { [`looks.${look}`]: '' } },
  );
  if (modifiedCount > 0) await places.remove(places.before(set, look).collectionName);
  return modifiedCount > 0;
};
