import { forgetLost } from './looks.js';
import type { Places } from './places.js';

/** What is no longer listed goes, when nobody looks at it any more. */
export const removeSet = async (places: Places, id: string): Promise<void> => {
  await places.sets.updateOne({ _id: id }, { $set: { dropped: true } });
  await removeUnseen(places, id);
};

/** Of those who look, the last one removes what was dropped meanwhile. */
export const removeUnseen = async (places: Places, id: string): Promise<void> => {
  const { deletedCount } = await places.sets.deleteOne({ _id: id, dropped: true, looks: {} });
  if (deletedCount > 0) for (const { name, set } of await places.all()) if (set === id) await places.remove(name);
};

/**
 * Removes what is left of sets whose removal was broken off, or that a late writer made again. A set is listed before
 * anything of it is made, so what is here and not listed afterwards is nobody's.
 */
export const removeLeftovers = async (places: Places): Promise<void> => {
  const collections = await places.all();
  const states = await places.sets.find({}, { projection: { looks: 1 } }).toArray();
  const listed = await places.listed.find({}, { projection: { generations: 1 } }).toArray();
  const alive = new Set(listed.flatMap(({ generations }) => Object.values(generations)));
  for (const { _id, looks } of states) {
    await forgetLost(places, _id, looks);
    if (!alive.has(_id)) await removeSet(places, _id);
  }
  const looksOf = new Map(states.map(({ _id, looks }) => [_id, looks]));
  for (const { name, set, look } of collections) {
    const looks = looksOf.get(set);
    const isLeft = look === undefined ? !looks && !alive.has(set) : looks?.[look] === undefined;
    if (isLeft) await places.remove(name);
  }
};
