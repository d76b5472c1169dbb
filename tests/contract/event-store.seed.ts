import { randomUUID } from 'node:crypto';
import { streamName, type EventBatch, type NewEvent, type StoredEvent } from '@proficio/events';

/** A category of its own for each test: the suites run on stores that already hold other things. */
export const freshCategory = (): string => `thing${randomUUID().replaceAll('-', '')}`;

export const streamIn = (category: string, id: string = randomUUID(), tenant = 't'): string =>
  streamName(category, tenant, id);

/** An event that only tells its number, and whatever else a test puts into it. */
export const numbered = (n: number, more: Readonly<Record<string, unknown>> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'Numbered',
  data: { n, ...more },
  meta: {
    tenant: 't',
    actor: 'a'.repeat(32),
    occurredAt: '2026-01-01T00:00:00.000Z',
    recordedAt: '2026-01-01T00:00:00.001Z',
    commandId: null,
    commandDigest: 'digest',
    correlationId: 'c',
    causationId: 'x',
    schemaVersion: 1,
  },
});

export const numbers = (events: readonly StoredEvent[]): readonly unknown[] =>
  events.map(({ data }) => (data as { readonly n: number }).n);

/** Everything until the iterable ends, as one batch; the position is that of the last one. */
export const allBatches = async (batches: AsyncIterable<EventBatch>): Promise<EventBatch> => {
  const all: StoredEvent[] = [];
  let position = -1n;
  for await (const batch of batches) {
    if (batch.position <= position) throw new Error(`position ${batch.position} came after ${position}`);
    position = batch.position;
    all.push(...batch.events);
  }
  return { events: all, position };
};

/** Reads a subscription until `enough` says so, then stops it and waits for its end. */
export const until = async (
  follow: (signal: AbortSignal) => AsyncIterable<EventBatch>,
  enough: (events: readonly StoredEvent[], position: bigint) => boolean,
): Promise<EventBatch> => {
  const stop = new AbortController();
  const seen: StoredEvent[] = [];
  let reached = -1n;
  for await (const { events, position } of follow(stop.signal)) {
    seen.push(...events);
    reached = position;
    if (enough(seen, position)) stop.abort();
  }
  return { events: seen, position: reached };
};
