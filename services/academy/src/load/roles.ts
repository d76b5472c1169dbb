import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Fault } from '@proficio/events';
import { ask, found, type Api } from '../api/ask.js';
import type { RoleFile } from '../file/bank-shapes.js';
import type { Choice } from './choice.js';
import { publish, type Loaded } from './publish.js';

type Role = RoleFile['roles'][number];
type Target = Role['targets'][number];

/**
 * Everything that the targets of a whole file name and no published framework has. It is looked at before the first
 * role is drafted, so that a file with a fault leaves nothing half-done.
 */
export const targetFaults = async (api: Api, roles: readonly Role[], after?: string): Promise<readonly Fault[]> => {
  const names = new Set(roles.flatMap(({ targets }) => targets.map(({ framework }) => framework)));
  const frameworks = new Map<string, Reachable | undefined>();
  for (const name of names) frameworks.set(name, await reachableIn(api, name, after));
  return roles.flatMap(({ targets }, role) =>
    targets.flatMap((target, index) =>
      faultsOf(target, frameworks.get(target.framework)).map(({ field, reason }) => ({
        field: ['roles', role, 'targets', index, field].join('.'),
        reason,
      })),
    ),
  );
};

const faultsOf = ({ framework, domain, skill, level }: Target, reachable: Reachable | undefined): readonly Fault[] => {
  if (!reachable) return [{ field: 'framework', reason: `"${framework}" is no published framework` }];
  const lacks = (field: string, what: string) => [{ field, reason: `${framework} has no ${what}` }];
  return [
    ...(domain === null || reachable.domains.includes(domain) ? [] : lacks('domain', `domain "${domain}"`)),
    ...(skill === null || reachable.skills.includes(skill) ? [] : lacks('skill', `skill "${skill}"`)),
    ...(level <= reachable.levels ? [] : lacks('level', `level ${level}`)),
  ];
};

const REACHABLE = 'query ($key: String!) { framework(key: $key) { levels { key } domains { key } skills { key } } }';
const keys = z.array(z.object({ key: z.string() }).transform(({ key }) => key));
const Reachable = z.object({
  framework: z.object({ levels: keys.transform(({ length }) => length), domains: keys, skills: keys }),
});
type Reachable = z.infer<typeof Reachable>['framework'];

const reachableIn = async (api: Api, key: string, after: string | undefined): Promise<Reachable | undefined> =>
  (await found(ask(api, Reachable, REACHABLE, { key }, after)))?.framework;

const PUBLISHED = `query ($key: String!) {
  targetProfile(key: $key) { key title description targets { frameworkKey domainKey skillKey level } }
}`;
const Published = z.object({
  targetProfile: z.object({
    key: z.string(),
    title: z.string(),
    description: z.string(),
    targets: z.array(
      z
        .object({
          frameworkKey: z.string(),
          domainKey: z.string().nullable(),
          skillKey: z.string().nullable(),
          level: z.number(),
        })
        .transform(({ frameworkKey: framework, domainKey: domain, skillKey: skill, level }) => ({
          framework,
          domain,
          skill,
          level,
        })),
    ),
  }),
});

/** Publishes a role's target profile, unless its newest version says the same; with `keep`, unless there is any. */
export const loadRole = async (api: Api, role: Role, { keep = false, after }: Choice = {}): Promise<Loaded> => {
  const newest = (await found(ask(api, Published, PUBLISHED, { key: role.key })))?.targetProfile;
  if (newest && (keep || isDeepStrictEqual(newest, role)))
    return { key: role.key, outcome: 'unchanged', position: undefined };
  return publish(api, 'Role', role, after);
};
