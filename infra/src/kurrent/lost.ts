/** No node of a cluster answered, or none of those that did leads: a plain error that has only words. */
export const isLost = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Failed to discover');
