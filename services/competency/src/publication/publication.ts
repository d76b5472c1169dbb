import {
  FrameworkEvents,
  RoleEvents,
  type Activity,
  type Domain,
  type EventMeta,
  type FrameworkEvent,
  type FrameworkPublished,
  type Level,
  type Path,
  type PriorityRule,
  type Projection,
  type RoleEvent,
  type Skill,
  type Target,
} from '@proficio/events';
import type { Clocks } from '../profile/as-of.js';

/** What profiles need of a published version, in its order. Not `complete` while parts of it are still to come. */
export interface Edition {
  readonly framework: string;
  readonly version: number;
  readonly position: string;
  readonly complete: boolean;
  readonly priorityRule: PriorityRule;
  readonly levels: readonly Level[];
  readonly domains: readonly Pick<Domain, 'key'>[];
  readonly skills: readonly Pick<Skill, 'key' | 'domain' | 'weight' | 'contributes'>[];
  readonly activities: readonly Pick<Activity, 'key' | 'closes'>[];
  readonly paths: readonly Pick<Path, 'key' | 'domain' | 'activities' | 'closes'>[];
}

/** A published target profile. */
export interface RoleEdition {
  readonly role: string;
  readonly version: number;
  readonly position: string;
  readonly title: string;
  readonly targets: readonly Target[];
}

/** Which version is the newest, and which was when. */
export interface Newest {
  readonly key: string;
  readonly version: number;
  readonly versions: readonly (Clocks & { readonly version: number })[];
}

/** Editions by `key@version`, the newest by key. An edition never changes once it is complete. */
type Publications = {
  readonly framework: Edition;
  readonly newestFramework: Newest;
  readonly role: RoleEdition;
  readonly newestRole: Newest;
};

const newer = (
  held: Newest | undefined,
  key: string,
  version: number,
  { occurredAt, recordedAt }: EventMeta,
): Newest => ({
  key,
  version,
  versions: [...(held?.versions ?? []), { version, occurredAt, knownAt: recordedAt }],
});

export const versionKey = (key: string, version: number): string => `${key}@${version}`;

export const publication: Projection<Publications, FrameworkEvent | RoleEvent> = {
  name: 'competency-publication',
  version: 3,
  from: [FrameworkEvents, RoleEvents],
  views: { framework: {}, newestFramework: { byKey: ['key'] }, role: {}, newestRole: {} },
  keys: ({ type, data, meta: { tenant } }) => {
    if (type === 'RolePublished') return [{ view: 'newestRole', tenant, key: data.role }];
    if (type !== 'FrameworkPublished') return [];
    return [
      { view: 'framework', tenant, key: versionKey(data.framework, data.version) },
      { view: 'newestFramework', tenant, key: data.framework },
    ];
  },
  evolve: (views, event) => {
    const { tenant } = event.meta;
    switch (event.type) {
      case 'FrameworkPublished': {
        const { framework, version } = event.data;
        const at = { view: 'framework', tenant, key: versionKey(framework, version) } as const;
        const edition = withPart(views.get(at), event.data, String(event.position));
        views.put(at, edition);
        const newest = { view: 'newestFramework', tenant, key: framework } as const;
        if (edition.complete) views.put(newest, newer(views.get(newest), framework, version, event.meta));
        return;
      }
      case 'RolePublished': {
        const { role, version, content } = event.data;
        const { title, targets } = content;
        const edition = { role, version, position: String(event.position), title, targets };
        views.put({ view: 'role', tenant, key: versionKey(role, version) }, edition);
        const newest = { view: 'newestRole', tenant, key: role } as const;
        views.put(newest, newer(views.get(newest), role, version, event.meta));
        return;
      }
      case 'FrameworkDrafted':
      case 'FrameworkSubmitted':
      case 'FrameworkReviewed':
      case 'RoleDrafted':
      case 'RoleSubmitted':
      case 'RoleReviewed':
        return;
    }
  },
};

/** Scalars come with the first part, lists continue through all of them. */
const withPart = (
  held: Edition | undefined,
  { framework, version, part, parts, content }: FrameworkPublished['data'],
  position: string,
): Edition => {
  const before = part === 1 ? undefined : held;
  const { levels = [], domains = [], skills = [], activities = [], paths = [] } = content;
  return {
    framework,
    version,
    position,
    complete: part === parts,
    priorityRule: before?.priorityRule ?? content.priorityRule ?? 'gap@1',
    levels: [...(before?.levels ?? []), ...levels],
    domains: [...(before?.domains ?? []), ...domains.map(({ key }) => ({ key }))],
    skills: [...(before?.skills ?? []), ...skills.map(countingOf)],
    activities: [...(before?.activities ?? []), ...activities.map(({ key, closes }) => ({ key, closes }))],
    paths: [...(before?.paths ?? []), ...paths.map(pathOf)],
  };
};

const countingOf = ({ key, domain, weight, contributes }: Skill): Edition['skills'][number] => ({
  key,
  domain,
  weight,
  contributes,
});
const pathOf = ({ key, domain, activities, closes }: Path): Edition['paths'][number] => ({
  key,
  domain,
  activities,
  closes,
});
