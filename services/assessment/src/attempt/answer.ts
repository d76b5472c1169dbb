import { isDeepStrictEqual } from 'node:util';
import { reject, Rejection, type DecidedAttemptEvent, type Response } from '@proficio/events';
import type { AttemptCommand, Given } from './commands.js';
import { misfits, outcomeOf } from './scoring.js';
import type { Begun } from './state.js';

/** The answer is scored and is evidence at once. The same answer again is nothing to do, whatever time it took. */
export const answer = (
  { learner, quiz, purpose, items, answers }: Begun,
  { data, found }: Extract<AttemptCommand, { type: 'RecordAnswer' }>,
): readonly DecidedAttemptEvent[] => {
  if (!items.includes(data.item)) return reject('ITEM_NOT_IN_QUIZ', 'item', `"${data.item}" is no item of this quiz`);
  const before = answers.find(({ item }) => item === data.item);
  if (before && isSame(before.response, data.response)) return [];
  if (before) return reject('ITEM_ANSWERED', 'item', `"${data.item}" was answered otherwise before`);
  if (!found.item) return reject('ITEM_UNKNOWN', 'item', `"${data.item}" is not defined`);

  const { question, maximum, bindings, weight } = found.item;
  const rated = question.kind === 'self-rating';
  if (rated !== (purpose === 'self-assessment'))
    return reject('ITEM_UNFIT', 'item', `"${data.item}" was defined anew and does not fit a ${purpose} any more`);
  const faults = misfits(question, data.response);
  if (faults.length > 0) throw new Rejection('ANSWER_UNFIT', faults);

  const outcome = outcomeOf(question, data.response);
  const { attempt, item, hesitationMs } = data;
  const kind = rated ? 'self-rating' : 'scored-item';
  const scored = { kind, bindings, weight, points: outcome * maximum, maximum, outcome } as const;
  const told = { ...withoutWords(data.response), hesitationMs };
  return [{ type: 'AnswerRecorded', data: { attempt, learner, quiz, purpose, item, ...scored, ...told } }];
};

const withoutWords = (given: Given): { readonly response: Response; readonly words: string | null } =>
  given.kind === 'short-text'
    ? { response: { kind: given.kind }, words: given.text }
    : { response: given, words: null };

/** Sealed words cannot be compared, so a short text that comes again under another command id is another answer. */
const isSame = (before: Response, given: Given): boolean => {
  if (given.kind === 'short-text' || before.kind === 'short-text') return false;
  return isDeepStrictEqual(inAnyOrder(before), inAnyOrder(given));
};

const inAnyOrder = (response: Response): Response =>
  response.kind === 'multiple-choice' ? { ...response, choices: response.choices.toSorted() } : response;
