import { z } from 'zod';
import type { Fault } from '@proficio/events';
import { ask, found, mutate, Refusal, type Api } from '../api/ask.js';
import type { ItemFile, QuizFile, RubricFile } from '../file/bank-shapes.js';
import type { Choice } from './choice.js';
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
type Noun = keyof typeof NOUNS;

const isDefined = async (api: Api, noun: Noun, key: string): Promise<boolean> => {
  const query = `query ($key: ID!) { ${NOUNS[noun]}(key: $key) { key } }`;
  return (await found(ask(api, z.unknown(), query, { key }))) !== undefined;
};

const Changed = z.object({ changed: z.boolean() });

/** Entries of one file that were refused, each fault with its place in the file; the others were taken. */
export class EntriesRefused extends Error {
  override readonly name = 'EntriesRefused';
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ field, reason }) => `${field}: ${reason}`).join('\n'));
  }
}

/**
 * Defines entries one after the other; with `keep`, those that are there already stay as they are.
 * @throws EntriesRefused once all were sent
 */
const define = async (
  api: Api,
  noun: Noun,
  entries: readonly { readonly key: string }[],
  { keep = false, after }: Choice,
): Promise<readonly Loaded[]> => {
  const loaded: Loaded[] = [];
  const faults: Fault[] = [];
  for (const [index, entry] of entries.entries()) {
    const { key } = entry;
    if (keep && (await isDefined(api, noun, key))) {
      loaded.push({ key, outcome: 'unchanged', position: undefined });
      continue;
    }
    try {
      const { changed, position } = await mutate(api, mutationOf(noun), entry, after);
      loaded.push({ key, outcome: changed ? 'loaded' : 'unchanged', position });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(...error.faults.map(({ field, reason }) => ({ field: `${index}.${field} (${key})`, reason })));
    }
  }
  if (faults.length > 0) throw new EntriesRefused(faults);
  return loaded;
};

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
