import {
  comingAt,
  FrameworkEvents,
  RoleEvents,
  wholeAfter,
  type Activity,
  type Course,
  type FrameworkEvent,
  type Path,
  type Pinned,
  type Projection,
  type RoleEvent,
  type Publication,
  type Whole,
} from '@proficio/events';

/** What enrolling and recognising need of a published version. */
export interface PublishedVersion {
  readonly framework: string;
  readonly version: number;
  /** Where level 1, 2, ... begin; null for all where the framework gives none. */
  readonly cuts: readonly (number | null)[];
  readonly skills: readonly string[];
  readonly activities: readonly Pick<Activity, 'key' | 'skills' | 'closes'>[];
  readonly paths: readonly Pick<Path, 'key' | 'domain' | 'activities' | 'closes'>[];
  readonly courses: readonly Pick<Course, 'key' | 'paths'>[];
}

/** A role's newest target profile: where it sets targets. */
export interface PublishedRole {
  readonly version: number;
  readonly frameworks: readonly string[];
}

/** Views by `framework@version`, by framework, by role; and versions of which parts are still to come, by framework. */
type Publications = {
  readonly version: PublishedVersion;
  readonly newest: { readonly version: number };
  readonly role: PublishedRole;
  readonly coming: Publication;
};

type PublicationEvent = FrameworkEvent | RoleEvent;

export const versionKey = (framework: string, version: number): string => `${framework}@${version}`;

const versionOf = ({ framework, version, content }: Whole): PublishedVersion => ({
  framework,
  version,
  cuts: content.levels.map(({ cut }) => cut),
  skills: content.skills.map(({ key }) => key),
  activities: content.activities.map(({ key, skills, closes }) => ({ key, skills, closes })),
  paths: content.paths.map(({ key, domain, activities, closes }) => ({ key, domain, activities, closes })),
  courses: content.courses.map(({ key, paths }) => ({ key, paths })),
});

export const publications: Projection<Publications, PublicationEvent> = {
  name: 'progress-publications',
  version: 3,
  from: [FrameworkEvents, RoleEvents],
  views: { version: {}, newest: {}, role: {}, coming: {} },
  keys: (event) => (event.type === 'FrameworkPublished' ? [comingAt(event)] : []),
  evolve: (views, event) => {
    const { tenant } = event.meta;
    switch (event.type) {
      case 'FrameworkPublished': {
        const whole = wholeAfter(views, event);
        if (!whole) return;
        const { framework, version } = whole;
        views.put({ view: 'version', tenant, key: versionKey(framework, version) }, versionOf(whole));
        views.put({ view: 'newest', tenant, key: framework }, { version });
        return;
      }
      case 'RolePublished': {
        const { role, version, content } = event.data;
        const frameworks = [...new Set(content.targets.map(({ framework }) => framework))];
        views.put({ view: 'role', tenant, key: role }, { version, frameworks });
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

/** The paths of these keys and their activities, as an enrolment carries them. */
export const pinned = ({ paths, activities }: PublishedVersion, keys: readonly string[]): Pinned => {
  const within = keys.flatMap((key) => paths.find((path) => path.key === key) ?? []);
  const theirs = new Set(within.flatMap((path) => path.activities));
  return {
    paths: within.map(({ key, domain, activities, closes }) => ({ key, domain, activities, closes })),
    activities: activities
      .filter(({ key }) => theirs.has(key))
      .map(({ key, skills, closes }) => ({ key, skills, closes })),
  };
};
