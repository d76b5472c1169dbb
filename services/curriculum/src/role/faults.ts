import type { Fault, Target } from '@proficio/events';
import { keysOf, repeated, unknown } from '../key-faults.js';

/** Everything that keeps targets from being reached in the newest published versions of the frameworks they name. */
export const targetFaults = (
  targets: readonly Target[],
  frameworks: ReadonlyMap<string, Targeted>,
): readonly Fault[] => {
  const reachable = new Map([...frameworks].map(([key, content]) => [key, reachableIn(content)]));
  return [
    ...targets.flatMap((target, index) => {
      const at = `targets.${index}`;
      const framework = reachable.get(target.framework);
      return [
        ...((target.domain === null) === (target.skill === null)
          ? [{ field: at, reason: 'must name a domain or a skill, and not both' }]
          : []),
        ...(framework === undefined
          ? [{ field: `${at}.framework`, reason: `"${target.framework}" is no published framework` }]
          : faultsWithin(target, at, framework)),
      ];
    }),
    ...repeated(targets.map(nameOf), (index) => `targets.${index}`),
  ];
};

/** As much of a framework as targets look at. */
export interface Targeted {
  readonly levels: { readonly length: number };
  readonly domains: readonly { readonly key: string }[];
  readonly skills: readonly {
    readonly key: string;
    readonly domain: string;
    readonly contributes: readonly { readonly domain: string }[];
  }[];
}

const nameOf = ({ framework, domain, skill }: Target): string =>
  domain === null ? `skill ${skill} of ${framework}` : `domain ${domain} of ${framework}`;

/** What a framework lets be reached; `taught` are the domains that some skill counts in. */
interface Reachable {
  readonly levels: number;
  readonly domains: ReadonlySet<string>;
  readonly taught: ReadonlySet<string>;
  readonly skills: ReadonlySet<string>;
}

const reachableIn = ({ levels, domains, skills }: Targeted): Reachable => ({
  levels: levels.length,
  domains: keysOf(domains),
  taught: new Set(skills.flatMap(({ domain, contributes }) => [domain, ...contributes.map((each) => each.domain)])),
  skills: keysOf(skills),
});

const faultsWithin = (target: Target, at: string, framework: Reachable): readonly Fault[] => {
  const { domain, skill, level } = target;
  return [
    ...unknown('domain', domain === null ? [] : [domain], framework.domains, () => `${at}.domain`),
    ...unknown('skill', skill === null ? [] : [skill], framework.skills, () => `${at}.skill`),
    ...(domain !== null && framework.domains.has(domain) && !framework.taught.has(domain)
      ? [{ field: `${at}.domain`, reason: `no skill counts in "${domain}", so no level of it can be reached` }]
      : []),
    ...(level < 1 || level > framework.levels
      ? [
          {
            field: `${at}.level`,
            reason: `must be one of the levels of "${target.framework}", 1 to ${framework.levels}`,
          },
        ]
      : []),
  ];
};
