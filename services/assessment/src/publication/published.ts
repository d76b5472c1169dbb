import type { ReaderOf } from '@proficio/events';
import { publication, skillKey, type Edition, type PublishedSkill } from './publication.js';

/** What the newest publications say about some frameworks and skills; what nobody published is absent. */
export interface Published {
  readonly editions: ReadonlyMap<string, Edition>;
  /** By `framework/skill`. */
  readonly skills: ReadonlyMap<string, PublishedSkill>;
}

interface Named {
  readonly framework: string;
  readonly skill: string;
}

/** Looks up what `named` and `frameworks` name, in two reads. */
export const publishedOf = async (
  read: ReaderOf,
  tenant: string,
  named: readonly Named[],
  frameworks: readonly string[] = [],
): Promise<Published> => {
  const reader = read(publication);
  const keys = new Set([...named.map(({ framework }) => framework), ...frameworks]);
  const editions = await reader.getMany('edition', tenant, [...keys]);
  const skills = await reader.getMany('skill', tenant, [
    ...new Set(named.map(({ framework, skill }) => skillKey(framework, skill))),
  ]);
  return published(editions.filter(known), skills.filter(known));
};

const known = <T>(doc: T | undefined): doc is T => doc !== undefined;

/** A skill that the newest version dropped was last seen in an older one, and counts as unknown. */
export const published = (editions: readonly Edition[], skills: readonly PublishedSkill[]): Published => {
  const byKey = new Map(editions.map((edition) => [edition.framework, edition]));
  const current = skills.filter(({ framework, version }) => version >= (byKey.get(framework)?.version ?? Infinity));
  return { editions: byKey, skills: new Map(current.map((skill) => [skillKey(skill.framework, skill.skill), skill])) };
};
