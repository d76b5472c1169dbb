import type { Fault, ItemContent } from '@proficio/events';
import { skillKey, type Edition } from '../publication/publication.js';
import type { Published } from '../publication/published.js';

/** A self-assessment asks exactly once about each domain of the framework; an item is of its skill's home domain. */
export const domainFaults = (
  keys: readonly string[],
  items: ReadonlyMap<string, ItemContent>,
  published: Published,
  { framework, domains }: Edition,
): readonly Fault[] => {
  const asked = keys.map((key) => domainOf(items.get(key), framework, published));
  const missing = domains.filter((domain) => !asked.includes(domain));
  return [
    ...asked.flatMap((domain, index) => {
      const field = `items.${index}`;
      if (domain === undefined) return [{ field, reason: `is bound to a skill that ${framework} has no more` }];
      return asked.indexOf(domain) < index ? [{ field, reason: `asks about ${domain} again` }] : [];
    }),
    ...missing.map((domain) => ({ field: 'items', reason: `no item asks about ${domain}` })),
  ];
};

const domainOf = (item: ItemContent | undefined, framework: string, { skills }: Published): string | undefined => {
  const binding = item?.bindings.find((one) => one.framework === framework);
  return binding && skills.get(skillKey(framework, binding.skill))?.domain;
};
