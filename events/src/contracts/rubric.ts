import { z } from 'zod';
import { eventFamily, type EventOf } from '../kernel/event-family.js';
import { Bindings } from './binding.js';
import { fraction, key, optionalText, text } from './text.js';

export const Criterion = z.object({
  key,
  title: text(300),
  bindings: Bindings,
  weight: z.number().positive().max(100),
  /** From worst to best; `value` is the outcome, 0 to 1. */
  levels: z
    .array(z.object({ key, title: text(300), description: optionalText(5000), value: fraction }))
    .min(2)
    .max(20),
});
export type Criterion = z.infer<typeof Criterion>;

export const RubricContent = z.object({ title: text(300), criteria: z.array(Criterion).min(1).max(50) });
export type RubricContent = z.infer<typeof RubricContent>;

export const RubricEvents = eventFamily('rubric', {
  RubricDefined: { version: 1, data: z.object({ rubric: key, content: RubricContent }) },
});
export type RubricEvent = EventOf<typeof RubricEvents>;
