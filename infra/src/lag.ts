import type { EventQuery, EventStore } from '@proficio/events';

/** How far views are behind the log: events that wait for them, and the age in seconds of the oldest of these. */
export interface Lag {
  readonly events: number;
  readonly seconds: number;
}

const NONE: Lag = { events: 0, seconds: 0 };
/** Views of another log, or of a newer copy of this one: they never keep up, and must not be taken for those that do. */
const FOREIGN: Lag = { events: 0, seconds: Infinity };

/** What waits for views that have reached a position; counts no more than about `most` events. */
export const lagOf = async (
  log: EventStore,
  query: EventQuery,
  reached: bigint | undefined,
  most: number,
): Promise<Lag> => {
  const head = await log.head();
  if ((reached ?? -1n) > head) return FOREIGN;
  if (reached === head) return NONE;
  let events = 0;
  let oldest: string | undefined;
  for await (const batch of log.readAll(query, reached)) {
    oldest ??= batch.events[0]?.meta.recordedAt;
    events += batch.events.length;
    if (events >= most) break;
  }
  return oldest === undefined ? NONE : { events, seconds: Math.max(0, Date.now() - Date.parse(oldest)) / 1000 };
};
