import { randomUUID } from 'node:crypto';
import type { Put, Seen } from '@proficio/events';
import { keyIn, tenantIn, type Kept } from './kept.js';
import { beforeId } from './looks.js';
import { storing } from './outage.js';
import type { Places } from './places.js';
import { finish } from './redo.js';
import { removeUnseen } from './removal.js';
import { knownOf } from './view-registry.js';

const AT_ONCE = 500;
const SEEN_EVERY_MS = 10_000;
const NOTHING: Seen = { checkpoint: undefined, chunks: (async function* () {})() };

interface Moment {
  readonly set: string;
  readonly look: string;
  readonly checkpoint: bigint;
  readonly views: readonly string[];
}

/**
 * Shows a set as it was between two commits. While someone looks, commits keep what they write over; so a document is
 * as it was where its position is not beyond the moment, else what was kept of it, else it was not there.
 */
export const atOneMoment = async <T>(
  places: Places,
  set: string | undefined,
  look: (seen: Seen) => Promise<T>,
): Promise<T> => {
  const moment = set === undefined ? undefined : await storing(() => begin(places, set));
  if (!moment) return look(NOTHING);
  const beat = setInterval(() => void seen(places, moment).catch(() => undefined), SEEN_EVERY_MS).unref();
  try {
    return await look({ checkpoint: moment.checkpoint, chunks: chunksOf(places, moment) });
  } finally {
    clearInterval(beat);
    await storing(() => end(places, moment));
  }
};

/** Undefined where nothing was committed. */
const begin = async (places: Places, set: string): Promise<Moment | undefined> => {
  const look = randomUUID();
  for (;;) {
    const state = await places.sets.findOne({ _id: set, dropped: false });
    if (state?.redo) await finish(places, state);
    else if (!state || state.checkpoint === null) return undefined;
    else {
      const { checkpoint } = state;
      const { matchedCount } = await places.sets.updateOne(
        { _id: set, checkpoint, redo: null, dropped: false },
        { $set: { [`looks.${look}.checkpoint`]: checkpoint }, $currentDate: { [`looks.${look}.at`]: true } },
      );
      if (matchedCount > 0) return { set, look, checkpoint, views: [...knownOf(state).views.keys()] };
    }
  }
};

const end = async (places: Places, { set, look }: Moment): Promise<void> => {
  await places.sets.updateOne({ _id: set }, { $unset: { [`looks.${look}`]: '' } });
  await places.remove(places.before(set, look).collectionName);
  await removeUnseen(places, set);
};

/** Gives false when this one was taken for gone: what was written over since is not kept. */
const seen = async (places: Places, { set, look }: Moment): Promise<boolean> => {
  const { matchedCount } = await places.sets.updateOne(
    { _id: set, [`looks.${look}`]: { $exists: true } },
    { $currentDate: { [`looks.${look}.at`]: true } },
  );
  return matchedCount > 0;
};

async function* chunksOf(places: Places, moment: Moment): AsyncIterable<readonly Put[]> {
  const views = moment.views.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const view of views)
    for (let after: string | undefined = ''; after !== undefined;) {
      const { puts, last } = await storing(() => chunkOf(places, moment, view, after ?? ''));
      after = last;
      if (puts.length > 0) yield puts;
    }
}

const chunkOf = async (places: Places, moment: Moment, view: string, after: string) => {
  const kept = await places
    .view(moment.set, view)
    .find({ _id: { $gt: after } })
    .sort({ _id: 1 })
    .limit(AT_ONCE)
    .batchSize(AT_ONCE)
    .toArray();
  const before = await beforeOf(places, moment, view, kept);
  if (!(await seen(places, moment))) throw new Error('the moment that was looked at is no longer kept');
  const puts = kept.flatMap(({ _id, pos, doc }): readonly Put[] => {
    const text = pos > moment.checkpoint ? before.get(_id) : doc;
    const tenant = tenantIn(_id);
    return text === undefined ? [] : [{ view, tenant, key: keyIn(tenant, _id), doc: JSON.parse(text) as unknown }];
  });
  return { puts, last: kept.length < AT_ONCE ? undefined : kept.at(-1)?._id };
};

const beforeOf = async (
  places: Places,
  { set, look, checkpoint }: Moment,
  view: string,
  kept: readonly Kept[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = kept.flatMap(({ _id, pos }) => (pos > checkpoint ? [_id] : []));
  if (ids.length === 0) return new Map();
  const found = await places
    .before(set, look)
    .find({ _id: { $in: ids.map((id) => beforeId(view, id)) } })
    .toArray();
  return new Map(found.map(({ _id, doc }) => [_id.slice(view.length + 1), doc]));
};
