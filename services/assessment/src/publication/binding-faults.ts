import type { Binding, Fault } from '@proficio/events';
import { skillKey } from './publication.js';
import type { Published } from './published.js';

/** Shares are decimal fractions in binary: thirds must be let through. */
const TOLERANCE = 1e-9;

/** Everything that is wrong with what an item or a criterion is bound to; `at` is where the bindings stand in the input. */
export const bindingFaults = (
  bindings: readonly Binding[],
  published: Published,
  at = 'bindings',
): readonly Fault[] => [
  ...bindings.flatMap((binding, index) => oneFault(binding, bindings.slice(0, index), published, `${at}.${index}`)),
  ...wholeFaults(bindings, published, at),
  ...shareFaults(bindings, at),
];

const oneFault = (
  { framework, skill }: Binding,
  before: readonly Binding[],
  { editions, skills }: Published,
  at: string,
): readonly Fault[] => {
  const edition = editions.get(framework);
  if (!edition) return [{ field: `${at}.framework`, reason: `"${framework}" is no published framework` }];
  if (!skills.has(skillKey(framework, skill)))
    return [{ field: `${at}.skill`, reason: `"${skill}" is no skill of ${framework} in version ${edition.version}` }];
  return before.some((other) => other.framework === framework && other.skill === skill)
    ? [{ field: `${at}.skill`, reason: `"${skill}" is named twice` }]
    : [];
};

/** One answer must not count twice: for a skill and again for what it is part of. */
const wholeFaults = (bindings: readonly Binding[], { skills }: Published, at: string): readonly Fault[] =>
  bindings.flatMap(({ framework, skill }, index) => {
    const wholes = skills.get(skillKey(framework, skill))?.wholes ?? [];
    return bindings
      .filter((other) => other.framework === framework && wholes.includes(other.skill))
      .map((other) => ({
        field: `${at}.${index}.skill`,
        reason: `"${skill}" is part of "${other.skill}", which is named too`,
      }));
  });

const shareFaults = (bindings: readonly Binding[], at: string): readonly Fault[] => {
  const sums = new Map<string, number>();
  for (const { framework, share } of bindings) sums.set(framework, (sums.get(framework) ?? 0) + share);
  return [...sums]
    .filter(([, sum]) => Math.abs(sum - 1) > TOLERANCE)
    .map(([framework, sum]) => ({
      field: at,
      reason: `shares of ${framework} sum to ${Number(sum.toFixed(9))}, not to 1`,
    }));
};
