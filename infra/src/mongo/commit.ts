import { ConflictError, type Commit } from '@proficio/events';
import type { Places } from './places.js';
import { finish, packed, write, writesOf, type Write } from './redo.js';
import { nameOf, type KnownSet, type ViewRegistry } from './view-registry.js';

/** @throws what a ViewStore's commit does */
export const commitTo = async (places: Places, registry: ViewRegistry, commit: Commit): Promise<void> => {
  const { set } = commit;
  for (let known = await registry.find(set); known; known = await registry.look(set)) {
    const writes = writesOf(commit, known);
    refuseStandingStill(commit, writes);
    if (await swap(places, known, commit, writes)) return;
    await refuseConflict(places, known, commit);
  }
  throw conflictOf(commit);
};

const conflictOf = ({ set, expected }: Commit) => new ConflictError(nameOf(set), expected);

/** A document is only replaced by one of a later position. */
const refuseStandingStill = ({ set, expected, position }: Commit, writes: readonly Write[]): void => {
  if (expected === undefined || position > expected || (position === expected && writes.length === 0)) return;
  throw new Error(`${nameOf(set)} cannot go from ${expected} to ${position}`);
};

/** Gives false when the set is not as expected. */
const swap = async (
  places: Places,
  { id, shapes }: KnownSet,
  commit: Commit,
  writes: readonly Write[],
): Promise<boolean> => {
  const { expected, position } = commit;
  const asExpected = { _id: id, checkpoint: expected ?? null, redo: null, shapes, dropped: false };
  if (writes.length === 0) {
    const { matchedCount } = await places.sets.updateOne(asExpected, { $set: { checkpoint: position } });
    return matchedCount > 0;
  }
  const redo = { position, writes: packed(writes) };
  const state = await places.sets.findOneAndUpdate(
    asExpected,
    { $set: { redo } },
    { returnDocument: 'before', projection: { looks: 1 } },
  );
  if (state)
    await write(places, state, position, writes).catch((error: unknown) => refuseGone(places, commit, id, error));
  return state !== null;
};

/** Collections that are removed under a late writer make faults of their own. */
const refuseGone = async (places: Places, commit: Commit, id: string, error: unknown): Promise<never> => {
  throw (await places.sets.findOne({ _id: id, dropped: false }, { projection: { _id: 1 } }))
    ? error
    : conflictOf(commit);
};

/** Finishes what another writer left behind, and returns only where the set has grown wider meanwhile. */
const refuseConflict = async (places: Places, { id, shapes }: KnownSet, commit: Commit): Promise<void> => {
  const state = await places.sets.findOne({ _id: id, dropped: false });
  if (state) await finish(places, state);
  const stands = state && !state.redo && state.checkpoint === (commit.expected ?? null);
  if (!stands || state.shapes === shapes) throw conflictOf(commit);
};
