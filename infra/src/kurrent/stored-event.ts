import { START, streamNameFilter, type ReadPosition, type RecordedEvent } from '@kurrent/kurrentdb-client';
import { categoryOf, prefixesOf, tenantOf, type EventQuery, type StoredEvent } from '@proficio/events';

/** Commit and prepare are one number; ours is that number. The server's own time of writing is not looked at. */
export const storedEvent = ({
  id,
  type,
  data,
  metadata,
  streamId,
  revision,
  position,
}: RecordedEvent): StoredEvent => ({
  id,
  type,
  data,
  meta: metadata as unknown as StoredEvent['meta'],
  stream: streamId,
  revision,
  position: position?.commit ?? -1n,
});

/** Where to read from, or subscribe after; before the first event there is no position. */
export const placeOf = (position: bigint): ReadPosition =>
  position < 0n ? START : { commit: position, prepare: position };

/** Streams whose name begins with `$` are the server's. */
export const filterOf = ({ categories, tenants }: EventQuery) =>
  categories === 'all'
    ? streamNameFilter({ regex: '^[^$]' })
    : streamNameFilter({ prefixes: [...prefixesOf(categories, tenants)] });

/** The same as the filter, for what came unfiltered. */
export const matching = ({ categories, tenants }: EventQuery): ((event: StoredEvent) => boolean) => {
  if (categories === 'all') return ({ stream }) => !stream.startsWith('$');
  const asked = new Set(categories);
  const theirs = tenants && new Set(tenants);
  return ({ stream }) =>
    stream.includes('-') && asked.has(categoryOf(stream)) && (!theirs || theirs.has(tenantOf(stream)));
};
