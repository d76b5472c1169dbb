import type { StoredEvent } from '@proficio/events';
import { MESSAGES } from './in-hand.js';

/**
 * What may be under way at once so that whatever is written is a first part of it. The server takes one call's appends in
 * the order in which they were sent; the client sends the append that opens a call after those that it was asked for
 * next, since that one waits for the call (tried). So each window begins with an event that is there already, whose repeat
 * is free, and is answered whole before the next begins. Of the first events nothing is there: the first goes alone.
 */
export function* windowsOf(events: readonly StoredEvent[]): Generator<readonly StoredEvent[]> {
  if (events.length > 0) yield events.slice(0, 1);
  for (let n = 1; n < events.length; n += MESSAGES - 1) yield events.slice(n - 1, n + MESSAGES - 1);
}
