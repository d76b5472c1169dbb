import { queryOf, titleOf, type EventQuery, type EventStore, type Projection } from '@proficio/events';

/** How far views are behind the log: events that wait for them, and for how many seconds the oldest has. */
export interface Lag {
  readonly events: number;
  readonly seconds: number;
}

const NONE: Lag = { events: 0, seconds: 0 };
/** Views of another log, or of a newer copy of this one: they never keep up, and must not be taken for those that do. */
const FOREIGN: Lag = { events: 0, seconds: Infinity };

/** Events are counted up to about so many. */
const MOST = 1000;
const REMEMBERED = 1000;

/** How far each projection is behind now, by title. */
export type Lags = () => Promise<ReadonlyMap<string, Lag>>;

/**
 * An event waits from the first look that found it in the log: by this process's clock alone, since that of whoever
 * recorded it may be minutes off. `positionOf` says how far a projection's views are. A log may be looked through for
 * minutes for what is rare in it, and probes do not wait so long: who asks meanwhile is told the same.
 */
export const lagging = (
  log: EventStore,
  projections: readonly Projection[],
  positionOf: (projection: string) => bigint | undefined,
): Lags => {
  const heads: { readonly head: bigint; readonly at: number }[] = [];
  const since = (position: bigint): number => heads.find(({ head }) => head >= position)?.at ?? performance.now();
  const lagOf = async (projection: Projection, head: bigint): Promise<Lag> => {
    const reached = positionOf(titleOf(projection));
    if ((reached ?? -1n) > head) return FOREIGN;
    if (reached === head) return NONE;
    const { events, oldest } = await waiting(log, queryOf(projection), reached);
    return oldest === undefined ? NONE : { events, seconds: (performance.now() - since(oldest)) / 1000 };
  };
  const tell = async (): Promise<ReadonlyMap<string, Lag>> => {
    const head = await log.head();
    if (head > (heads.at(-1)?.head ?? -1n)) heads.push({ head, at: performance.now() });
    if (heads.length > REMEMBERED) heads.shift();
    return new Map(await Promise.all(projections.map(async (one) => [titleOf(one), await lagOf(one, head)] as const)));
  };
  let telling: ReturnType<Lags> | undefined;
  return () => (telling ??= tell().finally(() => (telling = undefined)));
};

const waiting = async (log: EventStore, query: EventQuery, reached: bigint | undefined) => {
  let events = 0;
  let oldest: bigint | undefined;
  for await (const batch of log.readAll(query, reached)) {
    oldest ??= batch.events[0]?.position;
    events += batch.events.length;
    if (events >= MOST) break;
  }
  return { events: Math.min(events, MOST), oldest };
};
