import { partitionsOf } from '@proficio/events';

/** Two tenants' frameworks. */
export const FRAMEWORKS = [
  { tenant: 'acme', framework: 'data-ethics' },
  { tenant: 'academy', framework: 'data-literacy' },
] as const;

/** Each in a partition of its own: one is named, the other is all that is left. */
export const PARTITIONS = partitionsOf(new Map([['west', ['acme/data-ethics']]]));
