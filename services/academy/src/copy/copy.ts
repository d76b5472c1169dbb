import type { EventStore, MovableKeyStore } from '@proficio/events';
import { prove, standing, writeRest, type CopiedLog, type Done, type LogTarget } from './copy-log.js';
import { copyKeys, refuseOtherKeys, type CopiedKeys } from './copy-keys.js';

export interface CopyFrom {
  readonly events: EventStore;
  readonly keys: MovableKeyStore;
}
export interface CopyTo {
  readonly events: LogTarget;
  readonly keys: MovableKeyStore;
}
export interface CopyHow {
  readonly withLearners: boolean;
  /** Long work begins: what it is, and of how many events, as far as is known. */
  readonly begun: (what: string, events: number) => { readonly done: Done; readonly end: () => void };
}
export interface Copied extends CopiedLog {
  readonly keys: CopiedKeys;
}

/**
 * Moves a log whole, and the keys that it needs before it, and proves it. Begun again after it was interrupted, it goes on
 * where the target stands. Nobody else may write to either meanwhile.
 * @throws OtherLogError, OtherKeyError: what is there already is not of this log; StorageError
 */
export const copy = async (from: CopyFrom, to: CopyTo, { withLearners, begun }: CopyHow): Promise<Copied> => {
  const during = async <T>(what: string, events: number, work: (done: Done) => Promise<T>): Promise<T> => {
    const { done, end } = begun(what, events);
    return work(done).finally(end);
  };
  // The positions of a log in a file count its events.
  const about = Math.max(Number(await from.events.head()), 0);
  const before = await during('Comparing', about, (done) => standing(from.events, to.events, done));
  await refuseOtherKeys(from.keys, to.keys, withLearners);
  const keys = await copyKeys(from.keys, to.keys, withLearners);
  const all = before.source.events;
  await during('Copying', all, (done) => writeRest(from.events, to.events, before, done));
  const { source, target } = await during('Proving', all, (done) => prove(from.events, to.events, done));
  return { source, target, written: target.events - before.target.events, keys };
};
