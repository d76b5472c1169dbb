import type { FrameworkContent, Whole } from '@proficio/events';
import { versionId } from './publication.js';
import type { Activity, Course, Domain, Framework, Path, Skill, SkillRelation } from './types.js';

/** A published version whose entries know each other, with every entry by its key. */
export interface Linked {
  readonly framework: Framework;
  readonly domains: ReadonlyMap<string, Domain>;
  readonly skills: ReadonlyMap<string, Skill>;
  readonly activities: ReadonlyMap<string, Activity>;
  readonly paths: ReadonlyMap<string, Path>;
  readonly courses: ReadonlyMap<string, Course>;
}

/** Plain objects and no getters: a reference to any of them is answered by the object itself, without a resolver. */
export const linked = (publication: Whole): Linked => {
  const { content } = publication;
  const framework = bare(publication);
  const { domains, skills } = domainsAndSkills(framework, content);
  const id = (key: string) => `${framework.id}/${key}`;
  const activities = byKey(content.activities, (activity) => ({
    ...activity,
    id: id(activity.key),
    skills: activity.skills.map(named(skills)),
  }));
  const paths = byKey(content.paths, (path) => ({
    ...path,
    id: id(path.key),
    domain: named(domains)(path.domain),
    activities: path.activities.map(named(activities)),
  }));
  const courses = byKey(content.courses, (course) => ({
    ...course,
    id: id(course.key),
    framework,
    paths: course.paths.map(named(paths)),
  }));
  framework.domains.push(...domains.values());
  framework.skills.push(...skills.values());
  framework.activities.push(...activities.values());
  framework.paths.push(...paths.values());
  framework.courses.push(...courses.values());
  return { framework, domains, skills, activities, paths, courses };
};

/** The framework before its lists are filled: its entries know it. */
const bare = (publication: Whole) => {
  const { framework: key, version, publishedAt, content } = publication;
  const { title, description, priorityRule } = content;
  return {
    ...{ id: versionId(publication), key, version, title, description, priorityRule, publishedAt },
    levels: content.levels.map((level, index) => ({ ...level, number: index + 1 })),
    domains: new Array<Domain>(),
    skills: new Array<Skill>(),
    activities: new Array<Activity>(),
    paths: new Array<Path>(),
    courses: new Array<Course>(),
  };
};

/** Domains know their skills and skills each other, so those lists are filled once all are there. */
const domainsAndSkills = (framework: Framework, content: FrameworkContent) => {
  const id = (key: string) => `${framework.id}/${key}`;
  const domains = byKey(content.domains, (domain) => ({
    ...domain,
    id: id(domain.key),
    framework,
    skills: new Array<Skill>(),
  }));
  const skills = byKey(content.skills, (skill) => ({
    ...skill,
    id: id(skill.key),
    framework,
    domain: named(domains)(skill.domain),
    contributes: skill.contributes.map(({ domain, weight }) => ({ domain: named(domains)(domain), weight })),
    relations: new Array<SkillRelation>(),
  }));
  for (const { key, domain, relations } of content.skills) {
    const skill = named(skills)(key);
    named(domains)(domain).skills.push(skill);
    for (const { type, skill: other } of relations) skill.relations.push({ type, skill: named(skills)(other) });
  }
  return { domains, skills };
};

const byKey = <Entry extends { readonly key: string }, Linking>(
  entries: readonly Entry[],
  link: (entry: Entry) => Linking,
): ReadonlyMap<string, Linking> => new Map(entries.map((entry) => [entry.key, link(entry)]));

/** A draft with unknown names is refused, so a missing one is a bug. */
const named =
  <Linking>(known: ReadonlyMap<string, Linking>) =>
  (key: string): Linking => {
    const found = known.get(key);
    if (found === undefined) throw new Error(`a published framework names ${key}, which it does not have`);
    return found;
  };
