import type { CommandMeta } from '@proficio/events';

export const TENANT = 'acme';

/** Learner ids as identity makes them: 32 hex digits. */
export const ADA = 'ada'.padEnd(32, '0');
export const BOB = 'b0b'.padEnd(32, '0');

/** The n-th UUID, the same in every run. */
export const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** Ada at work on a Monday morning. */
export const META: CommandMeta = {
  tenant: TENANT,
  actor: ADA,
  occurredAt: '2026-01-05T09:00:00.000Z',
  recordedAt: '2026-01-05T09:00:00.000Z',
  commandId: 'command',
  correlationId: 'test',
};
