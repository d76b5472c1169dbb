import type { Collection } from 'mongodb';
import type { Kept } from './kept.js';

const MANY = 1000;
export const DOC = { projection: { doc: 1, pos: 1 } } as const;

export const docOf = (kept: Pick<Kept, 'doc'> | null | undefined): unknown =>
  kept?.doc === undefined ? undefined : (JSON.parse(kept.doc) as unknown);

/** What there is of these, in no order. */
export const foundIn = async (view: Collection<Kept>, ids: readonly string[]): Promise<readonly Kept[]> => {
  const all: Kept[] = [];
  for (let n = 0; n < ids.length; n += MANY) {
    const some = view.find({ _id: { $in: ids.slice(n, n + MANY) } }, DOC).batchSize(MANY);
    all.push(...(await some.toArray()));
  }
  return all;
};
