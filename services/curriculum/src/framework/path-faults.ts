import type { Activity, ClosingCondition, Fault, FrameworkContent, Path } from '@proficio/events';
import { keysOf, repeated, unknown } from '../key-faults.js';

/** What is wrong with activities, the paths they make up, and the courses that those make up. */
export const pathFaults = ({ domains, skills, activities, paths, courses }: FrameworkContent): readonly Fault[] => {
  const known = {
    domains: keysOf(domains),
    skills: keysOf(skills),
    activities: keysOf(activities),
    paths: keysOf(paths),
  };
  const byKey = new Map(activities.map((activity) => [activity.key, activity]));
  return [
    ...activities.flatMap((activity, index) =>
      listFaults('skill', activity.skills, known.skills, `activities.${index}.skills`),
    ),
    ...paths.flatMap((path, index) => [
      ...unknown('domain', [path.domain], known.domains, () => `paths.${index}.domain`),
      ...listFaults('activity', path.activities, known.activities, `paths.${index}.activities`),
      ...closingFaults(
        path,
        path.activities.flatMap((key) => byKey.get(key) ?? []),
        `paths.${index}.closes`,
      ),
    ]),
    ...courses.flatMap((course, index) => listFaults('path', course.paths, known.paths, `courses.${index}.paths`)),
  ];
};

const listFaults = (
  noun: string,
  names: readonly string[],
  known: ReadonlySet<string>,
  at: string,
): readonly Fault[] => [
  ...unknown(noun, names, known, (index) => `${at}.${index}`),
  ...repeated(names, (index) => `${at}.${index}`),
];

/** A path asks for each thing once, and for no artefact that none of its activities asks for: it would never close. */
const closingFaults = ({ closes }: Path, activities: readonly Activity[], at: string): readonly Fault[] => {
  const asked = new Set(activities.map((activity) => nameOf(activity.closes)));
  return [
    ...repeated(closes.map(nameOf), (index) => `${at}.${index}`),
    ...closes.flatMap((condition, index) =>
      condition.kind === 'artefact' && !asked.has(nameOf(condition))
        ? [{ field: `${at}.${index}.artefact`, reason: `no activity of this path asks for "${condition.artefact}"` }]
        : [],
    ),
  ];
};

const nameOf = (condition: ClosingCondition): string =>
  condition.kind === 'artefact' ? `artefact ${condition.artefact}` : condition.kind;
