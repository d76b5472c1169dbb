import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { targetFaults as faultsIn, type Targeted } from '@proficio/curriculum/rules';
import type { Fault } from '@proficio/events';
import { ask, found, type Api } from '../api/ask.js';
import type { RoleFile } from '../file/bank-shapes.js';
import type { Choice } from './choice.js';
import { publish, type Loaded } from './publish.js';

type Role = RoleFile['roles'][number];

/**
 * Everything that keeps the targets of a whole file from being reached. It is looked at before the first role is drafted,
 * so that a file with a fault leaves nothing half-done.
 */
export const targetFaults = async (api: Api, roles: readonly Pick<Role, 'targets'>[]): Promise<readonly Fault[]> => {
  const names = new Set(roles.flatMap(({ targets }) => targets.map(({ framework }) => framework)));
  const frameworks = new Map<string, Targeted>();
  for (const name of names) {
    const published = await targetedIn(api, name);
    if (published) frameworks.set(name, published);
  }
  return roles.flatMap(({ targets }, role) =>
    faultsIn(targets, frameworks).map(({ field, reason }) => ({ field: `roles.${role}.${field}`, reason })),
  );
};

const TARGETED = `query ($key: String!) {
  framework(key: $key) {
    levels { key } domains { key } skills { key domain { key } contributes { domain { key } } }
  }
}`;
const Keyed = z.object({ key: z.string() });
const domain = Keyed.transform(({ key }) => key);
const Published = z.object({
  framework: z.object({
    levels: z.array(Keyed),
    domains: z.array(Keyed),
    skills: z.array(Keyed.extend({ domain, contributes: z.array(z.object({ domain })) })),
  }),
});

const targetedIn = async (api: Api, key: string): Promise<Targeted | undefined> =>
  (await found(ask(api, Published, TARGETED, { key })))?.framework;

const PROFILE = `query ($key: String!) {
  targetProfile(key: $key) { key title description targets { frameworkKey domainKey skillKey level } }
}`;
const Profile = z.object({
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
export const loadRole = async (api: Api, role: Role, { keep = false }: Choice = {}): Promise<Loaded> => {
  const newest = (await found(ask(api, Profile, PROFILE, { key: role.key })))?.targetProfile;
  if (newest && (keep || isDeepStrictEqual(newest, role)))
    return { key: role.key, outcome: 'unchanged', position: undefined };
  return publish(api, 'Role', role);
};
