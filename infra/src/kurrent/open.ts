import type { KurrentEventStore } from './event-store.js';
import type { Limits } from './outage.js';

/**
 * The event store in KurrentDB at a connection string. Nothing is asked of the server yet. The client is loaded here and
 * not before, since who keeps the log in a file has no need of it.
 * @throws Error that says what is wrong with the string
 */
export const openKurrent = async (url: string, limits?: Limits): Promise<KurrentEventStore> => {
  const { KurrentEventStore } = await import('./event-store.js');
  return new KurrentEventStore(url, limits);
};
