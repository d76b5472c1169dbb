import type { EventQuery, EventStore } from '../ports/event-store.js';

/** Gives how far views are that another runner builds, of what their checkpoint says. */
export type Reached = (checkpoint: bigint | undefined) => Promise<bigint | undefined>;

/**
 * They are where their checkpoint is, and, which is looked up where somebody waits for more, as far beyond it as no event
 * concerns them: of such ones alone whoever builds them writes no checkpoint at once, and after the last of them none.
 */
export const lookingOn = (log: EventStore, query: EventQuery, isWaited: () => boolean): Reached => {
  let from: bigint | undefined | null = null;
  let reached: bigint | undefined;
  let isNext = false;
  return async (checkpoint) => {
    if (checkpoint !== from) {
      isNext = false;
      from = checkpoint;
      if ((reached ?? -1n) < (checkpoint ?? -1n)) reached = checkpoint;
    }
    if (!isWaited() || isNext) return reached;
    for await (const { events, position } of log.readAll(query, reached)) {
      isNext = events.length > 0;
      if (isNext) break;
      reached = position;
    }
    return reached;
  };
};
