import { z } from 'zod';
import { eventFamily, type EventOf } from '../kernel/event-family.js';
import { Bindings } from './binding.js';
import { key, number, optionalText, text } from './text.js';

const Option = z.object({ key, text: text(2000) });

/** How an item is answered and scored. `graded` items are scored elsewhere, as a whole; `self-rating` asks for confidence. */
export const Question = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('single-choice'), options: z.array(Option).min(2).max(30), correct: key }),
  z.object({
    kind: z.literal('multiple-choice'),
    options: z.array(Option).min(2).max(30),
    correct: z.array(key).min(1).max(30),
  }),
  z.object({ kind: z.literal('numeric'), correct: number, tolerance: number.min(0) }),
  z.object({ kind: z.literal('short-text'), accepted: z.array(text(500)).min(1).max(50) }),
  z.object({ kind: z.literal('self-rating') }),
  z.object({ kind: z.literal('graded') }),
]);
export type Question = z.infer<typeof Question>;
export const QUESTION_KINDS = [
  'single-choice',
  'multiple-choice',
  'numeric',
  'short-text',
  'self-rating',
  'graded',
] as const;

export const ItemContent = z.object({
  title: text(500),
  prompt: optionalText(10_000),
  bindings: Bindings,
  /** Multiplies the weight of its evidence. */
  weight: z.number().positive().max(100),
  /** The level it is written for, 1 the lowest, or null. */
  level: z.number().int().min(1).max(50).nullable(),
  maximum: z.number().positive().max(1_000_000),
  question: Question,
});
export type ItemContent = z.infer<typeof ItemContent>;

export const ItemEvents = eventFamily('item', {
  ItemDefined: { version: 1, data: z.object({ item: key, content: ItemContent }) },
});
export type ItemEvent = EventOf<typeof ItemEvents>;

/** Items taken together in one attempt: a quiz, or the skills-gap self-assessment of a framework. */
export const QuizContent = z.object({
  title: text(300),
  framework: key,
  purpose: z.enum(['quiz', 'self-assessment']),
  items: z.array(key).min(1).max(500),
});
export type QuizContent = z.infer<typeof QuizContent>;

export const QuizEvents = eventFamily('quiz', {
  QuizDefined: { version: 1, data: z.object({ quiz: key, content: QuizContent }) },
});
export type QuizEvent = EventOf<typeof QuizEvents>;
