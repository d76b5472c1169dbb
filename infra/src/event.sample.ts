import type { NewEvent } from '@proficio/events';

/** Metadata of an event that says as little as it can. For tests. */
export const META: NewEvent['meta'] = {
  tenant: 't',
  actor: 'a',
  occurredAt: '2026-01-01T00:00:00.000Z',
  recordedAt: '2026-01-01T00:00:00.000Z',
  commandId: null,
  commandDigest: 'd',
  correlationId: 'c',
  causationId: 'x',
  schemaVersion: 1,
};
