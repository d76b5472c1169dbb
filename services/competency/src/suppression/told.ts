/** Learners of a group, by their places in the question, ascending. */
export type Group = readonly number[];
/** Groups that are told, each once. */
export type Told = ReadonlyMap<string, Group>;

export const NOTHING_TOLD: Told = new Map();
/** With more than these nobody looks through what is told, and so nothing more is. */
const MOST = 256;

/** Whether a group may be told of: there is nobody in it, or enough. */
export const isSafe = (size: number, limit: number): boolean => size === 0 || size >= limit;

/**
 * What is told once a group is, too: the group, and whatever subtracting told groups from each other gives, again and
 * again. Undefined where some group in it is not safe, or where it is too much to look through.
 */
export const tell = (told: Told, group: Group, limit: number): Told | undefined => {
  const all = new Map(told);
  const open: Group[] = [group];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const name = next.join();
    if (next.length === 0 || all.has(name)) continue;
    if (next.length < limit || all.size >= MOST) return undefined;
    for (const other of all.values()) {
      const rest = restOf(next, other) ?? restOf(other, next);
      if (rest) open.push(rest);
    }
    all.set(name, next);
  }
  return all;
};

/** What is left of a group without a part of it; undefined where that is no part. */
const restOf = (whole: Group, part: Group): Group | undefined => {
  if (part.length >= whole.length) return undefined;
  const rest: number[] = [];
  let next = 0;
  for (const place of whole) {
    if (place === part[next]) next++;
    else rest.push(place);
  }
  return next === part.length ? rest : undefined;
};

/** Whether one can be subtracted from the other, or both are the same. */
export const areNested = (a: Group, b: Group): boolean =>
  a.length === b.length ? a.join() === b.join() : (restOf(a, b) ?? restOf(b, a)) !== undefined;
