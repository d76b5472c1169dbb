import { z } from 'zod';
import {
  Binding,
  Criterion,
  ItemContent,
  key,
  Question,
  QuizContent,
  RoleContent,
  RubricContent,
  Target,
} from '@proficio/events';

const bindings = z.array(Binding.extend({ share: Binding.shape.share.default(1) }).strict()).min(1);
const weight = ItemContent.shape.weight.default(1);
/** A file of nothing is a mistake. */
const some = <T extends z.ZodType>(entry: T) => z.array(entry).min(1, 'must not be empty');

const strictQuestion = z.discriminatedUnion('kind', [
  Question.options[0].strict(),
  Question.options[1].strict(),
  Question.options[2].strict(),
  Question.options[3].strict(),
  Question.options[4].strict(),
  Question.options[5].strict(),
]);

export const ItemFile = z.strictObject({
  items: some(
    ItemContent.extend({
      key,
      prompt: ItemContent.shape.prompt.default(''),
      bindings,
      weight,
      level: ItemContent.shape.level.default(null),
      maximum: ItemContent.shape.maximum.default(1),
      question: strictQuestion,
    }).strict(),
  ),
});

export const QuizFile = z.strictObject({ quizzes: some(QuizContent.extend({ key }).strict()) });

const CriterionLevel = Criterion.shape.levels.element;
export const RubricFile = z.strictObject({
  rubrics: some(
    RubricContent.extend({
      key,
      criteria: z.array(
        Criterion.extend({
          bindings,
          weight,
          levels: z.array(
            CriterionLevel.extend({ description: CriterionLevel.shape.description.default('') }).strict(),
          ),
        }).strict(),
      ),
    }).strict(),
  ),
});

/** A target asks a level of a whole domain or of one skill. */
const FileTarget = Target.extend({
  domain: Target.shape.domain.default(null),
  skill: Target.shape.skill.default(null),
}).strict();
export const RoleFile = z.strictObject({
  roles: some(
    RoleContent.extend({
      key,
      description: RoleContent.shape.description.default(''),
      targets: z.array(FileTarget).min(1),
    }).strict(),
  ),
});

export type ItemFile = z.infer<typeof ItemFile>;
export type QuizFile = z.infer<typeof QuizFile>;
export type RubricFile = z.infer<typeof RubricFile>;
export type RoleFile = z.infer<typeof RoleFile>;
