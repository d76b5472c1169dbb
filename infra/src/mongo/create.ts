import type { ViewShapes } from '@proficio/events';
import { MongoServerError, type CreateIndexesOptions } from 'mongodb';
import { fieldOf, fieldsOf, keyIn, tenantIn, type Kept } from './kept.js';
import { isDuplicate } from './outage.js';
import type { Places, SetState } from './places.js';
import { finish } from './redo.js';
import { widened } from './shapes.js';
import { knownOf, type KnownSet } from './view-registry.js';

const AT_ONCE = 500;
const NAMESPACE_EXISTS = 48;
/** A server answers when the index is there, minutes later where a view is large; one that is gone its monitor tells of. */
const UNHURRIED = { socketTimeoutMS: 0 } as CreateIndexesOptions;

/** Makes what a set lacks, finishes what a writer left behind, and fills in newly indexed fields. */
export const createSet = async (places: Places, id: string, shapes: ViewShapes): Promise<KnownSet> => {
  const state = await declared(places, id, shapes);
  await finish(places, state);
  const known = knownOf(state);
  if (state.prepared !== state.shapes) await prepare(places, state, known);
  // The usual start: all is there, and an index that somebody dropped comes back.
  else await Promise.all([...known.views].map(([view, { indexes }]) => makeIndexes(places, id, view, indexes)));
  return known;
};

/**
 * From the declaration on every commit writes the new fields, so what is filled in stays so. What was prepared before has
 * the others: a view without new ones is not read through, however large.
 */
const prepare = async (places: Places, { _id: id, shapes, prepared }: SetState, { views }: KnownSet): Promise<void> => {
  const before = knownOf({ _id: id, shapes: prepared ?? '{}' }).views;
  for (const [view, { indexes, fields }] of views) {
    const had = before.get(view)?.fields ?? [];
    const added = fields.filter((field) => !had.includes(field));
    await makeCollection(places, id, view);
    await fill(places, id, view, added);
    await makeIndexes(places, id, view, indexes);
  }
  await places.sets.updateOne({ _id: id, shapes }, { $set: { prepared: shapes } });
};

const makeIndexes = async (places: Places, id: string, view: string, indexes: ViewShapes[string]): Promise<void> => {
  const wanted = [...new Map(Object.values(indexes).map((one) => [JSON.stringify(one), indexOver(one)])).values()];
  if (wanted.length > 0) await places.view(id, view).createIndexes(wanted, UNHURRIED);
};

/** Key order is index order; the key of a document ends every index, since cursors go by it. */
export const indexOver = (
  fields: readonly string[],
  direction: 1 | -1 = 1,
): { readonly key: Record<string, 1 | -1> } => ({
  key: Object.fromEntries(['tenant', ...fields.map(fieldOf), '_id'].map((field) => [field, direction])),
});

const NEW: Omit<SetState, '_id'> = {
  checkpoint: null,
  redo: null,
  shapes: '{}',
  prepared: null,
  looks: {},
  dropped: false,
};

const declared = async (places: Places, id: string, shapes: ViewShapes): Promise<SetState> => {
  for (;;) {
    const state = await places.sets.findOne({ _id: id });
    if (!state) {
      await places.sets.updateOne({ _id: id }, { $setOnInsert: NEW }, { upsert: true }).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
      continue;
    }
    const wide = JSON.stringify(widened(JSON.parse(state.shapes) as ViewShapes, shapes));
    if (wide === state.shapes) return state;
    await places.sets.updateOne({ _id: id, shapes: state.shapes }, { $set: { shapes: wide } });
  }
};

const makeCollection = async (places: Places, id: string, view: string): Promise<void> => {
  try {
    await places.make(places.view(id, view).collectionName);
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== NAMESPACE_EXISTS) throw error;
  }
};

/** In the order of ids, so that each answer comes soon however much there is; what is put meanwhile has the fields. */
const fill = async (places: Places, id: string, view: string, fields: readonly string[]): Promise<void> => {
  const isLacking = (kept: Kept) => 'tenant' in kept && fields.some((field) => !(fieldOf(field) in kept));
  const collection = places.view(id, view);
  for (let after: string | undefined = ''; fields.length > 0 && after !== undefined;) {
    const some: readonly Kept[] = await collection
      .find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(AT_ONCE)
      .toArray();
    const writes = some.filter(isLacking).map((kept) => filled(kept, view, fields));
    if (writes.length > 0) await collection.bulkWrite(writes, { ordered: false });
    after = some.length < AT_ONCE ? undefined : some.at(-1)?._id;
  }
};

/** One that was written over meanwhile has the fields already. */
const filled = ({ _id, pos, doc = '' }: Kept, view: string, fields: readonly string[]) => {
  const whose = `${view} ${keyIn(tenantIn(_id), _id)}`;
  return { updateOne: { filter: { _id, pos }, update: { $set: fieldsOf(JSON.parse(doc), fields, whose) } } };
};
