import type { Fault, Question } from '@proficio/events';
import type { Given } from './commands.js';

/** Why an answer cannot be an answer to this question; empty when it can be scored. */
export const misfits = (question: Question, given: Given): readonly Fault[] => {
  if (question.kind === 'graded') return [{ field: 'item', reason: 'is scored elsewhere and cannot be answered' }];
  if (given.kind !== question.kind)
    return [{ field: 'response.kind', reason: `must be ${question.kind}, as the item asks` }];
  switch (given.kind) {
    case 'single-choice':
      return noOptions(question, [given.choice], () => 'response.choice');
    case 'multiple-choice':
      return [
        ...noOptions(question, given.choices, (index) => `response.choices.${index}`),
        ...given.choices.flatMap((choice, index, all) =>
          all.indexOf(choice) < index ? [{ field: `response.choices.${index}`, reason: 'is chosen twice' }] : [],
        ),
      ];
    case 'numeric':
    case 'short-text':
    case 'self-rating':
      return [];
  }
};

const noOptions = (
  question: Question,
  choices: readonly string[],
  field: (index: number) => string,
): readonly Fault[] => {
  const options = 'options' in question ? question.options : [];
  return choices.flatMap((choice, index) =>
    options.some(({ key }) => key === choice)
      ? []
      : [{ field: field(index), reason: `"${choice}" is none of the options` }],
  );
};

/** Outcome, 0 to 1, of an answer without misfits. Points are the outcome times the item's maximum. */
export const outcomeOf = (question: Question, given: Given): number => {
  switch (given.kind) {
    case 'single-choice':
      return question.kind === given.kind && question.correct === given.choice ? 1 : 0;
    case 'multiple-choice':
      return question.kind === given.kind ? partOfAll(question.correct, given.choices) : 0;
    case 'numeric':
      return question.kind === given.kind && isNear(question, given.value) ? 1 : 0;
    case 'short-text':
      return question.kind === given.kind && accepts(question.accepted, given.text) ? 1 : 0;
    case 'self-rating':
      return given.confident ? 1 : 0;
  }
};

/** A wrong choice takes back a right one, so that choosing everything earns nothing by itself; never below 0. */
const partOfAll = (correct: readonly string[], choices: readonly string[]): number => {
  const right = choices.filter((choice) => correct.includes(choice)).length;
  const wrong = choices.length - right;
  return Math.max(0, right - wrong) / correct.length;
};

/** A few units in the last place are the computer's, not the learner's: 0.4 is within 0.1 of 0.3. */
const isNear = ({ correct, tolerance }: { correct: number; tolerance: number }, value: number): boolean => {
  const rounding = 4 * Number.EPSILON * Math.max(Math.abs(correct), Math.abs(value));
  return Math.abs(value - correct) <= tolerance + rounding;
};

const accepts = (accepted: readonly string[], text: string): boolean => accepted.map(folded).includes(folded(text));

/**
 * Short texts are compared in this form: compatibility characters unified (NFKC), blanks trimmed and collapsed, case
 * folded. Upper case first, since only so a sharp s meets its double s and a final sigma any other.
 */
export const folded = (text: string): string =>
  text.normalize('NFKC').trim().replace(/\s+/gu, ' ').toUpperCase().toLowerCase().normalize('NFKC');
