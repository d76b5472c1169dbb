import {
  comingAt,
  FrameworkEvents,
  RoleEvents,
  wholeAfter,
  type Activity,
  type Domain,
  type EventMeta,
  type FrameworkEvent,
  type Level,
  type Path,
  type PriorityRule,
  type Projection,
  type Publication,
  type RoleEvent,
  type Skill,
  type Target,
  type Whole,
} from '@proficio/events';
import type { Clocks } from '../profile/as-of.js';

/** What profiles need of a published version, in its order. */
export interface Edition {
  readonly framework: string;
  readonly version: number;
  readonly position: string;
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

/** Editions by `key@version`, which never change; the newest by key; versions of which parts are still to come, by key. */
type Publications = {
  readonly framework: Edition;
  readonly newestFramework: Newest;
  readonly role: RoleEdition;
  readonly newestRole: Newest;
  readonly coming: Publication;
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
  version: 5,
  from: [FrameworkEvents, RoleEvents],
  views: { framework: {}, newestFramework: { byKey: ['key'] }, role: {}, newestRole: {}, coming: {} },
  keys: (event) => {
    const { tenant } = event.meta;
    if (event.type === 'RolePublished') return [{ view: 'newestRole', tenant, key: event.data.role }];
    if (event.type !== 'FrameworkPublished') return [];
    return [comingAt(event), { view: 'newestFramework', tenant, key: event.data.framework }];
  },
  evolve: (views, event) => {
    const { tenant } = event.meta;
    switch (event.type) {
      case 'FrameworkPublished': {
        const whole = wholeAfter(views, event);
        if (!whole) return;
        const { framework, version } = whole;
        const edition = editionOf(whole, String(event.position));
        views.put({ view: 'framework', tenant, key: versionKey(framework, version) }, edition);
        const newest = { view: 'newestFramework', tenant, key: framework } as const;
        views.put(newest, newer(views.get(newest), framework, version, event.meta));
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

const editionOf = ({ framework, version, content }: Whole, position: string): Edition => ({
  framework,
  version,
  position,
  priorityRule: content.priorityRule,
  levels: content.levels,
  domains: content.domains.map(({ key }) => ({ key })),
  skills: content.skills.map(({ key, domain, weight, contributes }) => ({ key, domain, weight, contributes })),
  activities: content.activities.map(({ key, closes }) => ({ key, closes })),
  paths: content.paths.map(({ key, domain, activities, closes }) => ({ key, domain, activities, closes })),
});
