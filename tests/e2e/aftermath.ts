import { join } from 'node:path';
import { allOf, SERVICES } from '@proficio/academy';
import { categoryOf, DESTROYED, hashOf, idOf, PARTITION, rebuild, type StoredEvent } from '@proficio/events';
import { openFolder, SqliteViewStore, type DataFolder, type Stores } from '@proficio/infra';

export const { projections, families } = allOf(SERVICES);

/** Looks at what a killed process left behind. Opening takes the folder's lock: nobody holds it any more. */
export const inFolder = async <T>(path: string, look: (folder: DataFolder) => Promise<T>): Promise<T> => {
  const folder = openFolder(path);
  return look(folder).finally(() => folder.close());
};

/** How many generations lie beside the live ones. */
export const leftHalf = async ({ views }: DataFolder): Promise<number> =>
  (await views.sets()).length - projections.length;

export const logOf = async ({ events }: Pick<Stores, 'events'>): Promise<readonly StoredEvent[]> => {
  const log: StoredEvent[] = [];
  for await (const batch of events.readAll({ categories: families.map(({ category }) => category) }))
    log.push(...batch.events);
  return log;
};

/** How many events of the log each projection is made of. */
export const eventsOf = async (folder: DataFolder): Promise<ReadonlyMap<string, number>> => {
  const categories = (await logOf(folder)).map(({ stream }) => categoryOf(stream));
  return new Map(
    projections.map(({ name, from }) => [
      name,
      categories.filter((category) => from.some((family) => family.category === category)).length,
    ]),
  );
};

/** Hashes of all projections, as their live views lie there. */
export const hashesIn = async ({ views }: Pick<Stores, 'views'>): Promise<ReadonlyMap<string, string>> => {
  const live = new Map<string, string>();
  for (const { name, version } of projections) {
    const set = { projection: name, version, partition: PARTITION };
    live.set(name, await hashOf(views, { ...set, generation: (await views.active(set)) ?? 0 }));
  }
  return live;
};

/** The learners whose erasure is in the log, and those of them whose key is not destroyed. */
export const erasures = async (folder: DataFolder) => {
  const log = await logOf(folder);
  const erased = log.filter(({ type }) => type === 'LearnerErased').map(({ stream }) => idOf(stream));
  const keys = await folder.keys.getMany('academy', erased);
  return { erased, unfinished: erased.filter((learner) => keys.get(learner) !== DESTROYED) };
};

/** Hashes of all projections, built from the log into views that never saw a kill. */
export const builtAnew = async (
  { events }: Pick<Stores, 'events'>,
  beside: string,
): Promise<ReadonlyMap<string, string>> => {
  const views = new SqliteViewStore(join(beside, 'clean.db'));
  const clean = new Map<string, string>();
  for (const projection of projections) clean.set(projection.name, (await rebuild(projection, events, views)).hash);
  views.close();
  return clean;
};
