import { z } from 'zod';
import { eventFamily, type EventOf } from '../kernel/event-family.js';
import { withoutFeedback } from './feedback.js';
import { fraction, key, optionalText, text } from './text.js';

/**
 * What closes an activity or a path: its completion, hours logged up to a target, or accepted artefacts of a kind.
 * `feedback`: such an artefact is accepted only with a comment or a rubric.
 */
export const ClosingCondition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('completion') }),
  z.object({ kind: z.literal('hours'), target: z.number().positive().max(10_000) }),
  z.object({
    kind: z.literal('artefact'),
    artefact: key,
    count: z.number().int().min(1).max(100),
    feedback: z.boolean(),
  }),
]);
export type ClosingCondition = z.infer<typeof ClosingCondition>;

const [completion, hours, artefact] = ClosingCondition.options;
/**
 * A condition as somebody writes it: one artefact, without feedback, unless said. Strict, so that a field of another kind
 * (a completion with a target) is told and not dropped.
 */
export const WrittenCondition = z.discriminatedUnion('kind', [
  completion.strict(),
  hours.strict(),
  artefact
    .extend({ count: artefact.shape.count.default(1), feedback: artefact.shape.feedback.default(false) })
    .strict(),
]);

/** Level 1 and up; level 0 is below the first. `cut` is the score where it begins, null for all: level k of n at k / (n + 1). */
export const Level = z.object({ key, title: text(200), cut: fraction.nullable() });
export const Domain = z.object({ key, title: text(200), description: optionalText(5000) });
export const Skill = z.object({
  key,
  title: text(300),
  description: optionalText(5000),
  /** Home domain; the skill counts there with `weight`. */
  domain: key,
  weight: z.number().positive().max(100),
  contributes: z.array(z.object({ domain: key, weight: z.number().positive().max(100) })).max(50),
  tags: z.array(key).max(20),
  relations: z.array(z.object({ type: z.enum(['partOf', 'requires', 'related']), skill: key })).max(100),
  /** What someone at these levels (numbers, 1 the lowest) can do. */
  descriptors: z
    .array(z.object({ levels: z.array(z.number().int().min(1)).min(1).max(50), text: text(5000) }))
    .max(1000),
});
export const Activity = z.object({
  key,
  title: text(300),
  description: optionalText(5000),
  skills: z.array(key).max(100),
  closes: ClosingCondition,
});
/** A path closes when all its conditions hold over its activities. */
export const Path = z.object({
  key,
  title: text(300),
  domain: key,
  activities: z.array(key).min(1).max(200),
  closes: z.array(ClosingCondition).min(1).max(20),
});
export const Course = z.object({
  key,
  title: text(300),
  description: optionalText(5000),
  paths: z.array(key).min(1).max(100),
});

export const PRIORITY_RULES = ['self-assessment@1', 'gap@1'] as const;
export const PriorityRule = z.enum(PRIORITY_RULES);
export type PriorityRule = z.infer<typeof PriorityRule>;

/** One whole version of a framework: the domains first in the order they are shown in. */
export const FrameworkContent = z.object({
  title: text(200),
  description: optionalText(10_000),
  priorityRule: PriorityRule,
  levels: z.array(Level).min(1).max(50),
  domains: z.array(Domain).min(1).max(200),
  skills: z.array(Skill).max(5000),
  activities: z.array(Activity).max(5000),
  paths: z.array(Path).max(1000),
  courses: z.array(Course).max(500),
});
export type FrameworkContent = z.infer<typeof FrameworkContent>;
export type Level = z.infer<typeof Level>;
export type Domain = z.infer<typeof Domain>;
export type Skill = z.infer<typeof Skill>;
export type Activity = z.infer<typeof Activity>;
export type Path = z.infer<typeof Path>;
export type Course = z.infer<typeof Course>;

/** A slice of a version, since one event stays under 1 MiB: scalars in the first part, lists continued through all. */
const Slice = FrameworkContent.partial();
export type FrameworkSlice = z.infer<typeof Slice>;
const part = { part: z.number().int().min(1), parts: z.number().int().min(1).max(1000), content: Slice };

const contentWithoutFeedback = (old: Record<string, unknown>) => ({ ...old, content: withoutFeedback(old.content) });

export const FrameworkEvents = eventFamily('framework', {
  FrameworkDrafted: { version: 2, data: z.object({ framework: key, ...part }), upcast: { 1: contentWithoutFeedback } },
  FrameworkSubmitted: { version: 1, data: z.object({ framework: key }) },
  FrameworkReviewed: {
    version: 1,
    data: z.object({ framework: key, approved: z.boolean(), note: optionalText(5000) }),
  },
  FrameworkPublished: {
    version: 2,
    data: z.object({ framework: key, version: z.number().int().min(1), ...part }),
    upcast: { 1: contentWithoutFeedback },
  },
});
export type FrameworkEvent = EventOf<typeof FrameworkEvents>;
export type FrameworkPublished = Extract<FrameworkEvent, { type: 'FrameworkPublished' }>;

const LISTS = ['levels', 'domains', 'skills', 'activities', 'paths', 'courses'] as const;
const SLICE_BYTES = 700_000;

/** Cuts a version into slices under the size of one event, between entries. */
export const slicesOf = (content: FrameworkContent): readonly FrameworkSlice[] => {
  const { title, description, priorityRule } = content;
  const slices: Record<string, unknown>[] = [{ title, description, priorityRule }];
  let bytes = 0;
  for (const list of LISTS)
    for (const entry of content[list]) {
      const size = Buffer.byteLength(JSON.stringify(entry));
      bytes += size;
      if (bytes > SLICE_BYTES) {
        slices.push({});
        bytes = size;
      }
      const slice = slices[slices.length - 1] ?? {};
      slice[list] = [...(Array.isArray(slice[list]) ? slice[list] : []), entry];
    }
  return slices.map((slice) => Slice.parse(slice));
};

/** Puts slices together again, in the order of their parts. */
export const joined = (slices: readonly FrameworkSlice[]): FrameworkContent => ({
  title: slices[0]?.title ?? '',
  description: slices[0]?.description ?? '',
  priorityRule: slices[0]?.priorityRule ?? 'gap@1',
  levels: slices.flatMap(({ levels }) => levels ?? []),
  domains: slices.flatMap(({ domains }) => domains ?? []),
  skills: slices.flatMap(({ skills }) => skills ?? []),
  activities: slices.flatMap(({ activities }) => activities ?? []),
  paths: slices.flatMap(({ paths }) => paths ?? []),
  courses: slices.flatMap(({ courses }) => courses ?? []),
});
