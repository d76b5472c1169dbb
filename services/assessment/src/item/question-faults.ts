import type { Fault, ItemContent, Question } from '@proficio/events';
import { folded } from '../attempt/scoring.js';

/** What is wrong with a question beyond the shape of its fields. */
export const questionFaults = (question: Question): readonly Fault[] => {
  switch (question.kind) {
    case 'single-choice':
      return [...optionFaults(question.options), ...correctFaults(question, [question.correct])];
    case 'multiple-choice':
      return [
        ...optionFaults(question.options),
        ...correctFaults(question, question.correct),
        ...repeats(question.correct, (index) => `question.correct.${index}`, 'is named twice'),
      ];
    case 'short-text':
      return repeats(
        question.accepted.map(folded),
        (index) => `question.accepted.${index}`,
        'reads like another accepted answer',
      );
    case 'numeric':
    case 'self-rating':
    case 'graded':
      return [];
  }
};

type Options = Extract<Question, { kind: 'single-choice' }>['options'];

const optionFaults = (options: Options): readonly Fault[] => [
  ...repeats(
    options.map(({ key }) => key),
    (index) => `question.options.${index}.key`,
    'is used twice',
  ),
  ...repeats(
    options.map(({ text }) => text.trim()),
    (index) => `question.options.${index}.text`,
    'is the text of another option',
  ),
];

const correctFaults = ({ options }: { readonly options: Options }, correct: readonly string[]): readonly Fault[] =>
  correct.flatMap((key, index) =>
    options.some((option) => option.key === key)
      ? []
      : [{ field: `question.correct.${index}`, reason: `"${key}" is none of the options` }],
  );

const repeats = (values: readonly string[], field: (index: number) => string, reason: string): readonly Fault[] =>
  values.flatMap((value, index) => (values.indexOf(value) < index ? [{ field: field(index), reason }] : []));

/** What one says of oneself is about one skill and weighs the same everywhere. */
export const selfRatingFaults = ({ question, weight, bindings }: ItemContent): readonly Fault[] => {
  if (question.kind !== 'self-rating') return [];
  return [
    ...(weight === 1 ? [] : [{ field: 'weight', reason: 'of a self-rating must be 1' }]),
    ...(bindings.length === 1 ? [] : [{ field: 'bindings', reason: 'of a self-rating must name one skill' }]),
  ];
};
