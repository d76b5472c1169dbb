import { z } from 'zod';
import { ask, found, mutate, type Api } from '../api/ask.js';
import type { ItemFile, QuizFile, RubricFile } from '../file/bank-shapes.js';
import type { Choice } from './choice.js';
import { each } from './each.js';
import { enumName } from './enum-name.js';
import type { Loaded } from './publish.js';

type Question = ItemFile['items'][number]['question'];

/** GraphQL has no unions of inputs: `correct` is a list for every kind of choice, and a number has a name of its own. */
const questionInput = (question: Question) => {
  const kind = enumName(question.kind);
  switch (question.kind) {
    case 'single-choice':
      return { ...question, kind, correct: [question.correct] };
    case 'numeric':
      return { kind, value: question.correct, tolerance: question.tolerance };
    case 'multiple-choice':
    case 'short-text':
    case 'self-rating':
    case 'graded':
      return { ...question, kind };
  }
};

/** What a bank holds. */
const NOUNS = { Item: 'item', Quiz: 'quiz', Rubric: 'rubric' } as const;
const LISTS = { Item: 'items', Quiz: 'quizzes', Rubric: 'rubrics' } as const;
type Noun = keyof typeof NOUNS;

const isDefined = async (api: Api, noun: Noun, key: string): Promise<boolean> => {
  const query = `query ($key: ID!) { ${NOUNS[noun]}(key: $key) { key } }`;
  return (await found(ask(api, z.unknown(), query, { key }))) !== undefined;
};

const Changed = z.object({ changed: z.boolean() });

/** Defines entries; with `keep`, those that are there already stay as they are. @throws EntriesRefused */
const define = (
  api: Api,
  noun: Noun,
  entries: readonly { readonly key: string }[],
  { keep = false }: Choice,
): Promise<readonly Loaded[]> =>
  each(LISTS[noun], entries, async (entry) => {
    const { key } = entry;
    if (keep && (await isDefined(api, noun, key))) return { key, outcome: 'unchanged', position: undefined };
    const { changed, position } = await mutate(api, mutationOf(noun), entry);
    return { key, outcome: changed ? 'loaded' : 'unchanged', position };
  });

const mutationOf = (noun: Noun) => ({
  name: `define${noun}`,
  payload: `${noun}Defined`,
  fields: 'changed',
  shape: Changed,
});

export const loadItems = (api: Api, { items }: ItemFile, choice: Choice = {}) =>
  define(
    api,
    'Item',
    items.map((item) => ({ ...item, question: questionInput(item.question) })),
    choice,
  );

export const loadQuizzes = (api: Api, { quizzes }: QuizFile, choice: Choice = {}) =>
  define(
    api,
    'Quiz',
    quizzes.map((quiz) => ({ ...quiz, purpose: enumName(quiz.purpose) })),
    choice,
  );

export const loadRubrics = (api: Api, { rubrics }: RubricFile, choice: Choice = {}) =>
  define(api, 'Rubric', rubrics, choice);
