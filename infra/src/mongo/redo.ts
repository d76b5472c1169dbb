import { BSON, Binary } from 'mongodb';
import { CommitTooLargeError, type Commit } from '@proficio/events';
import { keptOf, tombstoneOf, type Kept } from './kept.js';
import { keepForLooks } from './looks.js';
import { unlessDuplicates } from './outage.js';
import type { Places, SetState } from './places.js';

export interface Write {
  readonly view: string;
  readonly kept: Kept;
}

/** MongoDB's own limit of a document is 16 MiB. */
const LARGEST = 8 * 1024 * 1024;

/** One write for each document, whatever the commit says twice. @throws CommitTooLargeError, UnfitDocumentError */
export const writesOf = (
  { puts, deletes, position }: Commit,
  fieldsOf: (view: string) => readonly string[],
): readonly Write[] => {
  const writes = new Map<string, Write>();
  const add = (view: string, kept: Kept) => writes.set(`${view}\0${kept._id}`, { view, kept });
  for (const key of deletes) add(key.view, tombstoneOf(key, position));
  let size = 0;
  for (const put of puts) {
    const kept = keptOf(put, fieldsOf(put.view), position);
    size += Buffer.byteLength(kept.doc ?? '');
    if (size > LARGEST) throw tooLarge();
    add(put.view, kept);
  }
  return [...writes.values()];
};

/** To MongoDB it is bytes, which it need not take apart. @throws CommitTooLargeError */
export const packed = (writes: readonly Write[]): Binary => {
  const bytes = BSON.serialize({ writes });
  if (bytes.length > LARGEST) throw tooLarge();
  return new Binary(bytes);
};

const tooLarge = () => new CommitTooLargeError(`a commit of more than ${LARGEST} bytes`);

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
  await Promise.all([...views].map(([view, kept]) => replaceOlder(places, _id, view, kept)));
  await places.sets.updateOne({ _id, 'redo.position': position }, { $set: { checkpoint: position, redo: null } });
};

/** That a document cannot be made says that one as new is there. */
const replaceOlder = async (places: Places, set: string, view: string, kept: readonly Kept[]): Promise<void> => {
  const replacing = kept.map((replacement) => ({
    replaceOne: { filter: { _id: replacement._id, pos: { $lt: replacement.pos } }, replacement, upsert: true },
  }));
  await places.view(set, view).bulkWrite(replacing, { ordered: false }).catch(unlessDuplicates);
};
