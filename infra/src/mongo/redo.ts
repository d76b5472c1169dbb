import { BSON, Binary } from 'mongodb';
import { CommitTooLargeError, type Commit } from '@proficio/events';
import { keptOf, tombstoneOf, type Kept } from './kept.js';
import { keepForLooks } from './looks.js';
import { unlessDuplicates } from './outage.js';
import type { Places, SetState } from './places.js';
import { nameOf, type KnownSet } from './view-registry.js';

export interface Write {
  readonly view: string;
  readonly kept: Kept;
}

/** MongoDB's own limit of a document is 16 MiB. */
const LARGEST = 8 * 1024 * 1024;

/**
 * One write for each document, whatever the commit says twice, and those of the view that was declared last first: who
 * reads in the order of declaration finds nothing older than what they found before.
 * @throws CommitTooLargeError, UnfitDocumentError
 */
export const writesOf = ({ set, puts, deletes, position }: Commit, { views }: KnownSet): readonly Write[] => {
  const writes = new Map<string, Write>();
  let size = 0;
  const add = (write: Write) => {
    size += BSON.calculateObjectSize(write);
    if (size > LARGEST) throw new CommitTooLargeError(`a commit of more than ${LARGEST} bytes`);
    writes.set(`${write.view}\0${write.kept._id}`, write);
  };
  for (const key of deletes) add({ view: key.view, kept: tombstoneOf(key, position) });
  for (const put of puts) {
    const view = views.get(put.view);
    if (!view) throw new Error(`there is no view ${put.view} in ${nameOf(set)}`);
    add({ view: put.view, kept: keptOf(put, view.fields, position) });
  }
  const places = new Map([...views.keys()].map((view, place) => [view, place]));
  const placeOf = ({ view }: Write): number => places.get(view) ?? -1;
  return [...writes.values()].sort((a, b) => placeOf(b) - placeOf(a));
};

/** To MongoDB it is bytes, which it need not take apart. */
export const packed = (writes: readonly Write[]): Binary => new Binary(BSON.serialize({ writes }));

const unpacked = (bytes: Binary): readonly Write[] =>
  (BSON.deserialize(bytes.buffer, { useBigInt64: true }) as { readonly writes: readonly Write[] }).writes;

/** Writes what a set's redo record says and moves its checkpoint, by whoever comes first. */
export const finish = async (
  places: Places,
  { _id, redo, looks }: Pick<SetState, '_id' | 'redo' | 'looks'>,
): Promise<void> => {
  if (redo) await write(places, { _id, looks }, redo.position, unpacked(redo.writes));
};

/** The record of these writes must be there already, and known to a majority. */
export const write = async (
  places: Places,
  { _id, looks }: Pick<SetState, '_id' | 'looks'>,
  position: bigint,
  writes: readonly Write[],
): Promise<void> => {
  const views = new Map<string, Kept[]>();
  for (const { view, kept } of writes) {
    const sameView = views.get(view);
    if (sameView) sameView.push(kept);
    else views.set(view, [kept]);
  }
  await keepForLooks(places, _id, looks, views);
  for (const [view, kept] of views) await replaceOlder(places, _id, view, kept);
  await places.sets.updateOne({ _id, 'redo.position': position }, { $set: { checkpoint: position, redo: null } });
};

/** That a document cannot be made says that one as new is there. */
const replaceOlder = async (places: Places, set: string, view: string, kept: readonly Kept[]): Promise<void> => {
  const replacing = kept.map((replacement) => ({
    replaceOne: { filter: { _id: replacement._id, pos: { $lt: replacement.pos } }, replacement, upsert: true },
  }));
  await places.view(set, view).bulkWrite(replacing, { ordered: false }).catch(unlessDuplicates);
};
