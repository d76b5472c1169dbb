import { z } from 'zod';
import {
  Activity,
  Course,
  Domain,
  FrameworkContent,
  key,
  Level,
  Path,
  Skill,
  WrittenCondition,
} from '@proficio/events';

/** What may go without saying in a file. Everything is strict: a misspelt field is a fault, not an omission. */
const description = Domain.shape.description.default('');
const keys = z.array(key).default([]);
const { type } = Skill.shape.relations.element.shape;

/** A framework as a file tells it: domains in the order in which they are shown, levels from the lowest. */
export const FrameworkFile = FrameworkContent.extend({
  key,
  description,
  levels: z.array(Level.extend({ cut: Level.shape.cut.default(null) }).strict()),
  domains: z.array(Domain.extend({ description }).strict()),
  skills: z.array(
    Skill.extend({
      description,
      weight: Skill.shape.weight.default(1),
      contributes: z.array(Skill.shape.contributes.element.strict()).default([]),
      tags: keys,
      relations: z.array(z.strictObject({ type, skill: key })).default([]),
      descriptors: z.array(Skill.shape.descriptors.element.strict()).default([]),
    }).strict(),
  ),
  activities: z.array(Activity.extend({ description, skills: keys, closes: WrittenCondition }).strict()).default([]),
  paths: z.array(Path.extend({ closes: z.array(WrittenCondition) }).strict()).default([]),
  courses: z.array(Course.extend({ description }).strict()).default([]),
}).strict();
export type FrameworkFile = z.infer<typeof FrameworkFile>;
