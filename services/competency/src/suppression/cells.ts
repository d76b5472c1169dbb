import { isSafe, type Group } from './told.js';

/** Which cell of a partition a learner is in. */
export type CellOf = (place: number) => number | string;

/** Whether every cell that somebody of the group is in has enough of them. */
export const isSafelyParted = (group: Group, cellOf: CellOf, limit: number): boolean => {
  const counts = new Map<number | string, number>();
  for (const place of group) counts.set(cellOf(place), (counts.get(cellOf(place)) ?? 0) + 1);
  return [...counts.values()].every((count) => isSafe(count, limit));
};

/**
 * Which cells of a partition may be shown beside its total. Those with too few are hidden; so many others with them,
 * the smallest first, that each of the hidden could be of `limit` or more, whatever is subtracted. Where these do not
 * suffice, none is shown.
 */
export const shownCells = (counts: readonly number[], limit: number): readonly boolean[] => {
  const hidden = counts.map((count) => !isSafe(count, limit));
  if (!hidden.includes(true)) return counts.map(() => true);
  const others = counts.map((_, cell) => cell).filter((cell) => !hidden[cell] && (counts[cell] ?? 0) > 0);
  others.sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0) || a - b);
  while (!isVague(counts, hidden, limit)) {
    const next = others.shift();
    if (next === undefined) return counts.map(() => false);
    hidden[next] = true;
  }
  return hidden.map((one) => !one);
};

/** Somebody is in each hidden cell, since empty ones are shown: so much is known besides their sum. */
const isVague = (counts: readonly number[], hidden: readonly boolean[], limit: number): boolean => {
  const cells = counts.filter((_, cell) => hidden[cell]);
  return cells.length > 1 && cells.reduce((sum, count) => sum + count, 0) - (cells.length - 1) >= limit;
};
