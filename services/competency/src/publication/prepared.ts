import type { ClosingCondition, PriorityRule } from '@proficio/events';
import { versionKey, type Edition, type RoleEdition } from './publication.js';

/** A skill that counts in a domain, at home there or contributing. */
export interface Counting {
  readonly skill: string;
  readonly weight: number;
}
export interface PreparedSkill {
  readonly key: string;
  /** Id of the skill of this version in the graph. */
  readonly id: string;
}
export interface PreparedDomain {
  readonly key: string;
  readonly id: string;
  /** Skills at home in it, in the framework's order. */
  readonly skills: readonly PreparedSkill[];
  readonly counting: readonly Counting[];
}
export interface PreparedPath {
  readonly key: string;
  readonly id: string;
  readonly domain: string;
  /** Place in the framework. */
  readonly order: number;
  readonly activities: readonly { readonly key: string; readonly closes: ClosingCondition }[];
  readonly closes: readonly ClosingCondition[];
}

/** A published version made ready for showing profiles; it never changes. */
export interface Framework {
  readonly key: string;
  readonly version: number;
  readonly id: string;
  readonly position: string;
  readonly priorityRule: PriorityRule;
  /** Scores at which level 1, 2, ... begin. */
  readonly cuts: readonly number[];
  /** Name and title of each level, from level 0. */
  readonly bands: readonly { readonly key: string; readonly title: string }[];
  readonly domains: readonly PreparedDomain[];
  /** Home domain by skill. */
  readonly homes: ReadonlyMap<string, string>;
  readonly paths: ReadonlyMap<string, PreparedPath>;
}

/** Below the first cut point, or without evidence: every framework calls it the same. */
const NOVICE = { key: 'novice', title: 'Novice' };

export const prepare = (edition: Edition): Framework => {
  const { framework: key, version, position, priorityRule, levels, skills } = edition;
  const id = versionKey(key, version);
  return {
    key,
    version,
    id,
    position,
    priorityRule,
    cuts: levels.map(({ cut }, index) => cut ?? (index + 1) / (levels.length + 1)),
    bands: [NOVICE, ...levels.map(({ key, title }) => ({ key, title }))],
    domains: domainsOf(edition, id),
    homes: new Map(skills.map(({ key, domain }) => [key, domain])),
    paths: new Map(pathsOf(edition, id).map((path) => [path.key, path])),
  };
};

const domainsOf = ({ domains, skills }: Edition, id: string): readonly PreparedDomain[] => {
  const counting = new Map(domains.map(({ key }) => [key, new Array<Counting>()]));
  for (const { key: skill, domain, weight, contributes } of skills)
    for (const counts of [{ domain, weight }, ...contributes])
      counting.get(counts.domain)?.push({ skill, weight: counts.weight });
  return domains.map(({ key }) => ({
    key,
    id: `${id}/${key}`,
    skills: skills.filter(({ domain }) => domain === key).map(({ key }) => ({ key, id: `${id}/${key}` })),
    counting: counting.get(key) ?? [],
  }));
};

const pathsOf = ({ paths, activities }: Edition, id: string): readonly PreparedPath[] => {
  const closing = new Map(activities.map((activity) => [activity.key, activity]));
  return paths.map(({ key, domain, activities, closes }, order) => ({
    key,
    id: `${id}/${key}`,
    domain,
    order,
    activities: activities.flatMap((activity) => closing.get(activity) ?? []),
    closes,
  }));
};

/** A published role's targets, by framework. */
export interface Role {
  readonly title: string;
  readonly position: string;
  readonly targets: ReadonlyMap<string, FrameworkTargets>;
}
/** Target levels by domain and by skill. */
export interface FrameworkTargets {
  readonly domains: ReadonlyMap<string, number>;
  readonly skills: ReadonlyMap<string, number>;
}

export const prepareRole = ({ title, position, targets }: RoleEdition): Role => {
  const frameworks = new Set(targets.map(({ framework }) => framework));
  return { title, position, targets: new Map([...frameworks].map((key) => [key, targetsIn(key, targets)])) };
};

const targetsIn = (framework: string, targets: RoleEdition['targets']): FrameworkTargets => {
  const ours = targets.filter((target) => target.framework === framework);
  const by = (noun: 'domain' | 'skill') =>
    new Map(ours.flatMap((target) => (target[noun] === null ? [] : [[target[noun], target.level] as const])));
  return { domains: by('domain'), skills: by('skill') };
};
