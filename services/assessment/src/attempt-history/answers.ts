import { reveal, type Context } from '@proficio/graph';
import { attemptHistory, type AnswerDoc, type AttemptDoc } from './attempt-history.js';
import { Answer, AssessedLearner, Attempt } from './types.js';

export const shownAttempt = ({ attempt, learner, quiz, ...doc }: AttemptDoc): Attempt =>
  Object.assign(new Attempt(), {
    ...doc,
    id: attempt,
    learner: Object.assign(new AssessedLearner(), { id: learner }),
    quizKey: quiz,
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

const AT_ONCE = 100;

export const answersOf = async (context: Context, attempt: string): Promise<readonly Answer[]> => {
  const { tenant } = context.caller;
  const docs: AnswerDoc[] = [];
  for (let after: string | undefined, more = true; more;) {
    const query = { tenant, index: 'byAttempt', equals: { attempt }, first: AT_ONCE, after };
    const page = await context.read(attemptHistory).page('answer', query);
    docs.push(...page.entries.map(({ doc }) => doc));
    after = page.entries.at(-1)?.cursor;
    more = page.hasNextPage;
  }
  return shownAnswers(context, docs);
};
