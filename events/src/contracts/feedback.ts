import { z } from 'zod';

const Condition = z.looseObject({ kind: z.string() });
const Closing = z.looseObject({
  activities: z.array(z.looseObject({ closes: Condition })).optional(),
  paths: z.array(z.looseObject({ closes: z.array(Condition) })).optional(),
});

const unasked = (condition: z.infer<typeof Condition>) =>
  condition.kind === 'artefact' ? { ...condition, feedback: false } : condition;

/** One step up for activities and paths from before a condition could ask for feedback. */
export const withoutFeedback = (old: unknown): Record<string, unknown> => {
  const { activities, paths, ...rest } = Closing.parse(old);
  return {
    ...rest,
    ...(activities && { activities: activities.map((one) => ({ ...one, closes: unasked(one.closes) })) }),
    ...(paths && { paths: paths.map((one) => ({ ...one, closes: one.closes.map(unasked) })) }),
  };
};
