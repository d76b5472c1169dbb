import { z } from 'zod';
import type { FrameworkFile, RoleFile } from '@proficio/academy';
import { readData } from './data-folder.js';

/** The company's competency framework as it publishes it: topics of levels of criteria; role levels that name them. */
const Competencies = z.object({
  title: z.string(),
  path: z.string(),
  summary: z.string(),
  topics: z.array(
    z.object({
      title: z.string(),
      path: z.string(),
      summary: z.string(),
      levels: z.array(z.object({ title: z.string(), path: z.string(), criteria: z.array(z.string()) })),
    }),
  ),
});
type Competencies = z.infer<typeof Competencies>;

const RoleLevel = z.object({
  title: z.string(),
  path: z.string(),
  summary: z.string().default(''),
  competencies: z.object({ required: z.array(z.string()), optional: z.array(z.string()).default([]) }),
});
type RoleLevel = z.infer<typeof RoleLevel>;
const Department = z.object({
  get departments() {
    return z.array(Department).default([]);
  },
  roles: z.array(z.object({ levels: z.array(RoleLevel) })).default([]),
});
type Department = z.infer<typeof Department>;

/** A topic becomes a domain with one skill, whose descriptors are the criteria of each level. */
export const frameworkOf = (competencies: Competencies): FrameworkFile => {
  const { title, path, summary, topics } = competencies;
  const levels = topics[0]?.levels ?? [];
  return {
    key: path,
    title,
    description: summary,
    priorityRule: 'gap@1',
    levels: levels.map((level, index) => ({ key: `level-${index + 1}`, title: level.title, cut: null })),
    domains: topics.map((topic) => ({ key: topic.path, title: topic.title, description: topic.summary })),
    skills: topics.map((topic) => ({
      key: `${topic.path}.criteria`,
      title: topic.title,
      description: '',
      domain: topic.path,
      weight: 1,
      contributes: [],
      tags: [],
      relations: [],
      descriptors: topic.levels.flatMap(({ criteria }, index) =>
        criteria.map((text) => ({ levels: [index + 1], text })),
      ),
    })),
    activities: [],
    paths: [],
    courses: [],
  };
};

export const competencies = (name: 'product' | 'core'): Competencies =>
  Competencies.parse(readData(`unidays-${name}.json`));

const roleLevels = ({ departments, roles }: Department): readonly RoleLevel[] => [
  ...departments.flatMap(roleLevels),
  ...roles.flatMap(({ levels }) => levels),
];

/** The engineering framework, which is not published with the others, names its levels instead of numbering them. */
const NAMED = ['n00b', 'play3r', 'pr0', '1337'];

const target = (reference: string): RoleFile['roles'][number]['targets'][number] => {
  const [framework = '', domain = '', level = ''] = reference.split('/');
  return { framework, domain, skill: null, level: NAMED.indexOf(level) + 1 || Number(level) };
};

/** A reference that was left out, and by which role. */
export interface LeftOut {
  readonly role: string;
  readonly kind: 'required' | 'optional';
  readonly reference: string;
}

/**
 * Role levels as target profiles. What is only optional is no target. References to the frameworks in `without` are
 * left out and reported; without that list the file keeps them all, so that an import has something to refuse.
 */
export const rolesOf = (
  without: readonly string[],
): { readonly file: RoleFile; readonly leftOut: readonly LeftOut[] } => {
  const levels = roleLevels(Department.parse(readData('unidays-roles.json')));
  const isOut = (reference: string) => without.includes(reference.split('/')[0] ?? '');
  const kept = ({ competencies: { required, optional } }: RoleLevel) =>
    without.length > 0 ? required.filter((reference) => !isOut(reference)) : [...required, ...optional];
  return {
    file: {
      roles: levels.map((level) => ({
        key: level.path,
        title: level.title,
        description: level.summary,
        targets: kept(level).map(target),
      })),
    },
    leftOut: levels.flatMap(({ path: role, competencies: { required, optional } }) => [
      ...required.filter(isOut).map((reference) => ({ role, kind: 'required' as const, reference })),
      ...optional.filter(isOut).map((reference) => ({ role, kind: 'optional' as const, reference })),
    ]),
  };
};
