import { reveal, type Context } from '@proficio/graph';
import { answerKey, attemptHistory, type AnswerDoc, type AttemptDoc } from './attempt-history.js';
import { Answer, AssessedLearner, Attempt } from './types.js';

export const shownAttempt = ({ attempt, learner, quiz, items, ...doc }: AttemptDoc): Attempt =>
  Object.assign(new Attempt(), {
    ...doc,
    id: attempt,
    learner: Object.assign(new AssessedLearner(), { id: learner }),
    quizKey: quiz,
    itemKeys: items,
  });

/** Words are opened for all answers with one look at the keys. */
export const shownAnswers = async (context: Context, docs: readonly AnswerDoc[]): Promise<readonly Answer[]> => {
  const words = await reveal(
    context,
    docs.map((doc) => doc.words),
  );
  return docs.map(({ response, ...doc }, index) =>
    Object.assign(new Answer(), {
      ...doc,
      kind: response.kind,
      choices: choicesOf(response),
      value: response.kind === 'numeric' ? response.value : null,
      confident: response.kind === 'self-rating' ? response.confident : null,
      words: words[index] ?? null,
    }),
  );
};

const choicesOf = (response: AnswerDoc['response']): readonly string[] => {
  switch (response.kind) {
    case 'single-choice':
      return [response.choice];
    case 'multiple-choice':
      return response.choices;
    case 'numeric':
    case 'short-text':
    case 'self-rating':
      return [];
  }
};

/** In the order they were given. */
export const answersOf = async (
  context: Context,
  { id, itemKeys }: Pick<Attempt, 'id' | 'itemKeys'>,
): Promise<readonly Answer[]> => {
  const keys = itemKeys.map((item) => answerKey(id, item));
  const found = await context.read(attemptHistory).getMany('answer', context.caller.tenant, keys);
  const given = found.filter((doc) => doc !== undefined).toSorted((a, b) => a.place - b.place);
  return shownAnswers(context, given);
};
