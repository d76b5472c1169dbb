import {
  FrameworkEvents,
  RoleEvents,
  type Activity,
  type Course,
  type FrameworkEvent,
  type FrameworkPublished,
  type Path,
  type Pinned,
  type Projection,
  type RoleEvent,
  type ViewKey,
} from '@proficio/events';

/** What enrolling and recognising need of a published version. Not `complete` while parts of it are still to come. */
export interface PublishedVersion {
  readonly framework: string;
  readonly version: number;
  readonly complete: boolean;
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

/** Views by `framework@version`, by framework, by role. */
type Publications = {
  readonly version: PublishedVersion;
  readonly newest: { readonly version: number };
  readonly role: PublishedRole;
};

type PublicationEvent = FrameworkEvent | RoleEvent;

export const versionKey = (framework: string, version: number): string => `${framework}@${version}`;

const withPart = (
  before: PublishedVersion | undefined,
  { data: { framework, version, part, parts, content } }: FrameworkPublished,
): PublishedVersion => {
  const earlier = part === 1 ? undefined : before;
  return {
    framework,
    version,
    complete: part === parts,
    cuts: [...(earlier?.cuts ?? []), ...(content.levels ?? []).map(({ cut }) => cut)],
    skills: [...(earlier?.skills ?? []), ...(content.skills ?? []).map(({ key }) => key)],
    activities: [
      ...(earlier?.activities ?? []),
      ...(content.activities ?? []).map(({ key, skills, closes }) => ({ key, skills, closes })),
    ],
    paths: [
      ...(earlier?.paths ?? []),
      ...(content.paths ?? []).map(({ key, domain, activities, closes }) => ({ key, domain, activities, closes })),
    ],
    courses: [...(earlier?.courses ?? []), ...(content.courses ?? []).map(({ key, paths }) => ({ key, paths }))],
  };
};

export const publications: Projection<Publications, PublicationEvent> = {
  name: 'progress-publications',
  version: 1,
  from: [FrameworkEvents, RoleEvents],
  views: { version: {}, newest: {}, role: {} },
  keys: ({ type, data, meta: { tenant } }): readonly ViewKey<keyof Publications>[] =>
    type === 'FrameworkPublished' ? [{ view: 'version', tenant, key: versionKey(data.framework, data.version) }] : [],
  evolve: (views, event) => {
    const { tenant } = event.meta;
    switch (event.type) {
      case 'FrameworkPublished': {
        const { framework, version } = event.data;
        const at = { view: 'version', tenant, key: versionKey(framework, version) } as const;
        const doc = withPart(views.get(at), event);
        views.put(at, doc);
        if (doc.complete) views.put({ view: 'newest', tenant, key: framework }, { version });
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
