import { z } from 'zod';
import { ItemContent, key, number, Question, type Command, type Informed } from '@proficio/events';
import { flat, orNull } from '../flat-input.js';
import type { Published } from '../publication/published.js';

const [single, multiple, numeric, shortText, selfRating, graded] = Question.options;

/** As it is asked in GraphQL: `correct` is a list for every kind of choice, and a number has a name of its own. */
const AskedQuestion = flat(
  z.discriminatedUnion('kind', [
    single
      .extend({ correct: z.tuple([key], 'must name exactly one option') })
      .strict()
      .transform(({ correct: [correct], ...question }) => ({ ...question, correct })),
    multiple.strict(),
    numeric
      .omit({ correct: true })
      .extend({ value: number, tolerance: number.min(0).default(0) })
      .strict()
      .transform(({ value, ...question }) => ({ ...question, correct: value })),
    shortText.strict(),
    selfRating.strict(),
    graded.strict(),
  ]),
);

export const DefineItem = ItemContent.extend({
  key,
  level: orNull(ItemContent.shape.level),
  question: AskedQuestion,
});

export type ItemCommand = Informed<
  Command<'DefineItem', z.infer<typeof DefineItem>>,
  /** The newest publications of what the item is bound to. */
  { readonly published: Published }
>;
