import type { Fault, Skill } from '@proficio/events';
import { repeated, unknown } from '../key-faults.js';
import { components } from './loops.js';

/** A whole cannot be part of its own part, nor a skill be required for itself; `related` may go round. */
const ACYCLIC = ['partOf', 'requires'] as const;

/** What is wrong with the relations between skills. */
export const relationFaults = (skills: readonly Skill[]): readonly Fault[] => {
  const known = new Set(skills.map(({ key }) => key));
  return [...skills.flatMap((skill, index) => ownFaults(skill, index, known)), ...ACYCLIC.flatMap(cyclesIn(skills))];
};

const ownFaults = ({ key, relations }: Skill, index: number, known: ReadonlySet<string>): readonly Fault[] => {
  const field = (place: number) => `skills.${index}.relations.${place}`;
  const to = relations.map(({ skill }) => skill);
  return [
    ...unknown('skill', to, known, (place) => `${field(place)}.skill`),
    ...to.flatMap((skill, place) =>
      skill === key ? [{ field: `${field(place)}.skill`, reason: 'is the skill itself' }] : [],
    ),
    ...repeated(
      relations.map(({ type, skill }) => `${type} ${skill}`),
      field,
    ),
  ];
};

/** Every relation that lies on a cycle, since cutting any one of them may be what the author wants. */
const cyclesIn =
  (skills: readonly Skill[]) =>
  (type: (typeof ACYCLIC)[number]): readonly Fault[] => {
    const component = components(
      new Map(
        skills.map(({ key, relations }) => [
          key,
          relations.flatMap((relation) => (relation.type === type ? [relation.skill] : [])),
        ]),
      ),
    );
    return skills.flatMap(({ key, relations }, index) =>
      relations.flatMap((relation, place) =>
        relation.type === type && relation.skill !== key && component.get(key) === component.get(relation.skill)
          ? [
              {
                field: `skills.${index}.relations.${place}`,
                reason: `${type} "${relation.skill}" leads back to "${key}"`,
              },
            ]
          : [],
      ),
    );
  };
