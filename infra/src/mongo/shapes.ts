import type { Indexes, ViewShapes } from '@proficio/events';

/** Never less than was declared before: a process that declares less must still write what another one's indexes need. */
export const widened = (before: ViewShapes, declared: ViewShapes): ViewShapes => ({
  ...before,
  ...Object.fromEntries(Object.entries(declared).map(([view, indexes]) => [view, { ...before[view], ...indexes }])),
});

export const indexedFields = (indexes: Indexes): readonly string[] => [...new Set(Object.values(indexes).flat())];
