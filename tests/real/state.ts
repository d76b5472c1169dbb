import { createHash } from 'node:crypto';
import { allOf, SERVICES } from '@proficio/academy';
import { PARTITION, type StoredEvent } from '@proficio/events';
import { openFolder, type DataFolder, type Stores } from '@proficio/infra';

const { families, projections } = allOf(SERVICES);
const EVERYTHING = { categories: families.map(({ category }) => category) };

/** What two data folders of the same facts have in common. */
export interface State {
  /** Of each stream's events, in their order, by type and data. */
  readonly streams: string;
  /** Of each projection's documents. */
  readonly views: Readonly<Record<string, string>>;
}

export const everyEvent = async (
  { events }: Pick<Stores, 'events'>,
  told: (event: StoredEvent) => void,
): Promise<void> => {
  for await (const batch of events.readAll(EVERYTHING)) batch.events.forEach(told);
};

/** Opens a folder that no process holds, and gives it back. */
export const inFolder = async <T>(path: string, work: (folder: DataFolder) => Promise<T>): Promise<T> => {
  const folder = openFolder(path);
  try {
    return await work(folder);
  } finally {
    folder.close();
  }
};

export const stateOf = (path: string): Promise<State> =>
  inFolder(path, async (folder) => ({
    streams: await hashOfStreams(folder),
    views: Object.fromEntries(
      await Promise.all(projections.map(async ({ name }) => [name, await hashOfViews(folder, name)] as const)),
    ),
  }));

const hashOfStreams = async (folder: DataFolder): Promise<string> => {
  const streams = new Map<string, string>();
  await everyEvent(folder, ({ stream, type, data }) =>
    streams.set(stream, digest([streams.get(stream) ?? '', type, data])),
  );
  return digest([...streams].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** What depends on the run and not on the facts: where and when the log took an event. */
const OF_THE_RUN = new Set(['position', 'recordedAt', 'knownAt', 'since']);

const hashOfViews = async ({ views }: DataFolder, name: string): Promise<string> => {
  const active = (await views.sets()).find(
    ({ projection, partition }) => projection === name && partition === PARTITION,
  );
  if (!active) throw new Error(`there are no views of ${name}`);
  return views.scan(active, async ({ chunks }) => {
    const hash = createHash('sha256');
    for await (const chunk of chunks)
      for (const put of chunk)
        hash.update(JSON.stringify(put, (field, value: unknown) => (OF_THE_RUN.has(field) ? undefined : value)));
    return hash.digest('hex');
  });
};

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
