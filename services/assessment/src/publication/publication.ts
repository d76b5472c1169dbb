import {
  comingAt,
  FrameworkEvents,
  wholeAfter,
  type FrameworkContent,
  type FrameworkEvent,
  type Projection,
  type Publication,
  type Skill,
} from '@proficio/events';

/** The newest published version of a framework, as far as items, quizzes and rubrics must know it. */
export interface Edition {
  readonly framework: string;
  readonly version: number;
  readonly levels: number;
  /** Keys of the domains, in the framework's order. */
  readonly domains: readonly string[];
}

/** A skill as the newest version that has it says. */
export interface PublishedSkill {
  readonly framework: string;
  readonly skill: string;
  readonly version: number;
  /** Home domain. */
  readonly domain: string;
  /** Everything that the skill is part of, directly or through its wholes. */
  readonly wholes: readonly string[];
}

type Docs = {
  readonly edition: Edition;
  readonly skill: PublishedSkill;
  /** A publication of which parts are still to come. */
  readonly coming: Publication;
};

export const skillKey = (framework: string, skill: string): string => `${framework}/${skill}`;

/** A skill is a document of its own, so that an item looks up what it names and not the whole framework. */
export const publication: Projection<Docs, FrameworkEvent> = {
  name: 'assessment-publication',
  version: 1,
  from: [FrameworkEvents],
  views: { edition: {}, skill: {}, coming: {} },
  keys: (event) => (event.type === 'FrameworkPublished' ? [comingAt(event)] : []),
  evolve: (views, event) => {
    if (event.type !== 'FrameworkPublished') return;
    const whole = wholeAfter(views, event);
    if (!whole) return;
    const { tenant } = event.meta;
    const { edition, skills } = editionOf(whole.framework, whole.version, whole.content);
    views.put({ view: 'edition', tenant, key: edition.framework }, edition);
    for (const skill of skills)
      views.put({ view: 'skill', tenant, key: skillKey(skill.framework, skill.skill) }, skill);
  },
};

export const editionOf = (
  framework: string,
  version: number,
  { levels, domains, skills }: FrameworkContent,
): { readonly edition: Edition; readonly skills: readonly PublishedSkill[] } => {
  const direct = new Map(skills.map((skill) => [skill.key, partOf(skill)]));
  return {
    edition: { framework, version, levels: levels.length, domains: domains.map(({ key }) => key) },
    skills: skills.map(({ key, domain }) => ({ framework, skill: key, version, domain, wholes: reach(direct, key) })),
  };
};

const partOf = ({ relations }: Skill): readonly string[] =>
  relations.filter(({ type }) => type === 'partOf').map(({ skill }) => skill);

const reach = (direct: ReadonlyMap<string, readonly string[]>, from: string): readonly string[] => {
  const met = new Set<string>();
  const waiting = [...(direct.get(from) ?? [])];
  for (let whole = waiting.pop(); whole !== undefined; whole = waiting.pop()) {
    if (met.has(whole)) continue;
    met.add(whole);
    waiting.push(...(direct.get(whole) ?? []));
  }
  return [...met].sort();
};
