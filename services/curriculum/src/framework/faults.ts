import type { Fault, FrameworkContent, Level, Skill } from '@proficio/events';
import { keysOf, repeated, unknown } from '../key-faults.js';
import { pathFaults } from './path-faults.js';
import { relationFaults } from './relation-faults.js';
import { sizeFaults } from './size-faults.js';

const LISTS = ['levels', 'domains', 'skills', 'activities', 'paths', 'courses'] as const;
/** A framework without one of these has nothing that a learner could be competent in. */
const NEEDED = ['levels', 'domains', 'skills'] as const;
/** One entry stays inside one event of 1 MiB. */
const ENTRY_BYTES = 700_000;

/** Everything that is wrong with a draft beyond the shape of its fields: each fault with its path in the input. */
export const faultsOf = (content: FrameworkContent): readonly Fault[] => {
  const { levels, skills } = content;
  const domains = keysOf(content.domains);
  return [
    ...NEEDED.flatMap((list) => (content[list].length === 0 ? [{ field: list, reason: 'must not be empty' }] : [])),
    ...LISTS.flatMap((list) =>
      repeated(
        content[list].map(({ key }) => key),
        (index) => `${list}.${index}.key`,
      ),
    ),
    ...cutFaults(levels),
    ...skills.flatMap((skill, index) => skillFaults(skill, `skills.${index}`, domains, levels.length)),
    ...relationFaults(skills),
    ...pathFaults(content),
    ...sizeFaults(content),
  ];
};

/** Cut points belong to all levels or to none, and each level begins above the one before. */
const cutFaults = (levels: readonly Level[]): readonly Fault[] => {
  if (levels.every(({ cut }) => cut === null)) return [];
  return levels.flatMap(({ cut }, index) => {
    const field = `levels.${index}.cut`;
    const before = levels[index - 1]?.cut ?? -1;
    if (cut === null) return [{ field, reason: 'is missing: either every level has a cut point or none has' }];
    return cut > before ? [] : [{ field, reason: `must be above ${before}, where the level before begins` }];
  });
};

const skillFaults = (skill: Skill, at: string, domains: ReadonlySet<string>, levelCount: number): readonly Fault[] => {
  const contributes = skill.contributes.map(({ domain }) => domain);
  const contribution = (index: number) => `${at}.contributes.${index}.domain`;
  return [
    ...unknown('domain', [skill.domain], domains, () => `${at}.domain`),
    ...unknown('domain', contributes, domains, contribution),
    ...repeated(contributes, contribution),
    ...contributes.flatMap((domain, index) =>
      domain === skill.domain
        ? [{ field: contribution(index), reason: 'is the home domain, where it counts already' }]
        : [],
    ),
    ...repeated(skill.tags, (index) => `${at}.tags.${index}`),
    ...skill.descriptors.flatMap(({ levels }, index) => levelFaults(levels, `${at}.descriptors.${index}`, levelCount)),
    ...(Buffer.byteLength(JSON.stringify(skill)) > ENTRY_BYTES
      ? [{ field: at, reason: `must not be larger than ${ENTRY_BYTES} bytes` }]
      : []),
  ];
};

const levelFaults = (levels: readonly number[], at: string, levelCount: number): readonly Fault[] => [
  ...levels.flatMap((level, index) =>
    level > levelCount
      ? [{ field: `${at}.levels.${index}`, reason: `the framework has only ${levelCount} levels` }]
      : [],
  ),
  ...repeated(levels.map(String), (index) => `${at}.levels.${index}`),
];
