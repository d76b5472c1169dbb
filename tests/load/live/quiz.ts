import { z } from 'zod';
import {
  allVisible,
  inProcessApi,
  loadItems,
  loadQuizzes,
  loadSample,
  mutate,
  startAcademy,
  type Api,
} from '@proficio/academy';
import { DEVELOPMENT, mintToken, openLog } from '@proficio/infra';

const TENANT = 'academy';
const FRAMEWORK = 'ai-product-manager';
const SKILLS = ['language-model-behaviour', 'moat-analysis'];
const QUIZ = 'live';

export const QUESTIONS = 20;
export const questionKey = (n: number): string => `live.${n}`;

/** A learner in the middle of a quiz. */
export interface Sitting {
  readonly token: string;
  readonly attempt: string;
}

const items = Array.from({ length: QUESTIONS }, (_, n) => ({
  key: questionKey(n),
  title: `Question ${n}`,
  prompt: '',
  level: null,
  maximum: 1,
  weight: 1,
  bindings: [{ framework: FRAMEWORK, skill: SKILLS[n % SKILLS.length] ?? '', share: 1 }],
  question: {
    kind: 'single-choice' as const,
    options: [
      { key: 'a', text: 'This' },
      { key: 'b', text: 'That' },
    ],
    correct: 'a',
  },
}));

/** The sample academy with so many learners who have all begun a quiz of 20 questions. */
export const begun = async (folder: string, learners: number): Promise<readonly Sitting[]> => {
  const academy = await startAcademy({ dataFolder: folder, log: openLog('warn') });
  const api = inProcessApi(academy, TENANT);
  await loadSample(api);
  await allVisible(api, await loadItems(api, { items }));
  const quiz = { key: QUIZ, title: 'Live', framework: FRAMEWORK, purpose: 'quiz' as const };
  const quizzes = [{ ...quiz, items: items.map(({ key }) => key) }];
  await allVisible(api, await loadQuizzes(api, { quizzes }));
  const sittings: Sitting[] = [];
  for (let n = 0; n < learners; n++) {
    const subject = `learner-${n}`;
    const claims = { iss: DEVELOPMENT.issuer, sub: subject, role: 'learner', tenant: TENANT };
    const own: Api = {
      ...api,
      send: (query, variables, position) => academy.execute(query, variables, claims, { 'x-proficio-after': position }),
    };
    const start = {
      name: 'startAttempt',
      payload: 'AttemptStarted',
      fields: 'attempt',
      shape: z.object({ attempt: z.string() }),
    };
    const { attempt } = await mutate(own, start, { quiz: QUIZ });
    sittings.push({ attempt, token: await mintToken(folder, { subject, role: 'learner', tenant: TENANT }) });
  }
  await academy.close();
  return sittings;
};

const ANSWER = `mutation ($input: RecordAnswerInput!) { recordAnswer(input: $input) {
  ... on AnswerScored { position } ... on Problem { message } } }`;
export const answering = (attempt: string, n: number): string => {
  const response = { kind: 'SINGLE_CHOICE', choice: n % 3 === 0 ? 'b' : 'a' };
  return JSON.stringify({
    query: ANSWER,
    variables: { input: { attempt, item: questionKey(n), response, hesitationMs: 900 } },
  });
};

const PROFILE = `query ($after: Position) { viewer { learner { competency(framework: "${FRAMEWORK}", after: $after) {
  position domains { score band } } } } }`;
export const asking = (after: string): string => JSON.stringify({ query: PROFILE, variables: { after } });
