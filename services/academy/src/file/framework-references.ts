import { z } from 'zod';
import { faultsOf } from '@proficio/curriculum/rules';
import { WrittenCondition, PriorityRule, Skill } from '@proficio/events';
import type { Beyond } from './document.js';

const word = z.string().catch('');
const words = z.array(word).catch([]);
const weight = z.number().catch(1);
const { type } = Skill.shape.relations.element.shape;

/** An entry without a key could be any: then nothing is known of what names it. */
const entry = { key: z.string(), title: word, description: word };
const list = <T>(of: z.ZodType<T>) => z.array(of).default([]);

/** A framework's file with whatever is misshapen left out or made nothing of. */
const Readable = z.object({
  title: word,
  description: word,
  priorityRule: PriorityRule.catch('gap@1'),
  levels: list(z.object({ ...entry, cut: z.number().nullable().catch(null) })),
  domains: list(z.object(entry)),
  skills: list(
    z.object({
      ...entry,
      domain: word,
      weight,
      contributes: z.array(z.object({ domain: word, weight })).catch([]),
      tags: words,
      relations: z.array(z.object({ type: type.catch('related'), skill: word })).catch([]),
      descriptors: z.array(z.object({ levels: z.array(z.number()).catch([]), text: word })).catch([]),
    }),
  ),
  activities: list(z.object({ ...entry, skills: words, closes: WrittenCondition.nullable().catch(null) })),
  paths: list(z.object({ ...entry, domain: word, activities: words, closes: z.array(WrittenCondition).catch([]) })),
  courses: list(z.object({ ...entry, paths: words })),
});

/** What curriculum would refuse of a framework, told of a file whose fields may be misshapen. */
export const frameworkReferences: Beyond = (content) => {
  const { data } = Readable.safeParse(content);
  if (!data) return [];
  const activities = data.activities.map(({ closes, ...activity }) => ({
    ...activity,
    closes: closes ?? ({ kind: 'completion' } as const),
  }));
  // What an activity asks for may stand in what could not be read.
  const isAsked = data.activities.every(({ closes }) => closes !== null);
  const paths = data.paths.map((path) => ({ ...path, closes: isAsked ? path.closes : [] }));
  return faultsOf({ ...data, activities, paths });
};
