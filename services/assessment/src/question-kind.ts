import { registerEnumType } from 'type-graphql';

/** How an item is answered, as GraphQL names what events write. */
export const QuestionKind = {
  SINGLE_CHOICE: 'single-choice',
  MULTIPLE_CHOICE: 'multiple-choice',
  NUMERIC: 'numeric',
  SHORT_TEXT: 'short-text',
  SELF_RATING: 'self-rating',
  GRADED: 'graded',
} as const;
export type QuestionKind = (typeof QuestionKind)[keyof typeof QuestionKind];
registerEnumType(QuestionKind, { name: 'QuestionKind', description: 'GRADED items are scored elsewhere, as a whole' });

export const QuizPurpose = { QUIZ: 'quiz', SELF_ASSESSMENT: 'self-assessment' } as const;
export type QuizPurpose = (typeof QuizPurpose)[keyof typeof QuizPurpose];
registerEnumType(QuizPurpose, { name: 'QuizPurpose' });
