import { areNested, NOTHING_TOLD, tell, type Group, type Told } from './told.js';

/** Groups that can be subtracted from each other, the largest first, and everything that they tell. */
export interface Family {
  /** Places in the question. */
  readonly groups: readonly number[];
  readonly told: Told;
}

/**
 * The groups of a question that may be shown, in families. A smaller one that would tell of fewer than `limit` learners,
 * by itself or taken from others, is left out. With a limit of 1 there is nothing to keep, and nothing is looked through.
 */
export const familiesOf = (groups: readonly Group[], limit: number): readonly Family[] => {
  if (limit <= 1) return groups.map((group, place) => ({ groups: [place], told: new Map([[group.join(), group]]) }));
  const order = groups.map((_, place) => place).sort((a, b) => sizeAt(groups, b) - sizeAt(groups, a) || a - b);
  let families: readonly Family[] = [];
  for (const place of order) families = admit(families, place, groups, limit);
  return families;
};

const sizeAt = (groups: readonly Group[], place: number): number => groups[place]?.length ?? 0;

const admit = (
  families: readonly Family[],
  place: number,
  groups: readonly Group[],
  limit: number,
): readonly Family[] => {
  const group = groups[place] ?? [];
  const isKin = (family: Family) =>
    group.length > 0 && [...family.told.values()].some((other) => areNested(group, other));
  const kin = families.filter(isKin);
  let told: Told | undefined = NOTHING_TOLD;
  for (const other of [...kin.flatMap((family) => family.groups.map((one) => groups[one] ?? [])), group])
    told = told && tell(told, other, limit);
  if (!told) return families;
  const merged = { groups: [...kin.flatMap((family) => family.groups), place], told };
  return [...families.filter((family) => !isKin(family)), merged];
};
