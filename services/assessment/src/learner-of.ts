import { streamName, type EventStore, type StoredEvent } from '@proficio/events';

interface Family {
  readonly category: string;
  readonly decode: (stored: StoredEvent) => { readonly data: { readonly learner: string } };
}

/** Whose stream it is, from the log itself since a view may be behind; null for one that was never written. */
export const learnerOf = async (
  events: EventStore,
  { category, decode }: Family,
  tenant: string,
  id: string,
): Promise<string | null> => {
  const [first] = await events.read(streamName(category, tenant, id));
  return first ? decode(first).data.learner : null;
};
