import { z } from 'zod';
import { ask, inProcessApi, loadSample, mutate, startAcademy, type Academy, type Api } from '@proficio/academy';
import { personId } from '@proficio/events';
import { DEVELOPMENT, mintToken, openLog } from '@proficio/infra';
import { operation } from '@proficio/schema';
import type { Question } from './asking.js';

const TENANT = 'academy';
const FRAMEWORK = 'ai-product-manager';
const SELF_ASSESSMENT = 'skills-gap-self-assessment';
const AT_ONCE = 64;
const ROWS = 1000;

/**
 * Learners of the sample academy, each enrolled, self-assessed, and with a result on every question of every quiz.
 * Gives the profile query of each, with the learner's own token.
 */
export const seed = async (folder: string, learners: number): Promise<readonly Question[]> => {
  const academy = await startAcademy({ dataFolder: folder, log: openLog('warn') });
  const api = inProcessApi(academy, TENANT);
  await loadSample(api);
  const quizzes = await quizzesOf(api);
  const people = Array.from({ length: learners }, (_, n) => `learner-${n}`);
  await inTurns(people, async (subject, n) => learn(academy, subject, n, quizzes.get(SELF_ASSESSMENT) ?? []));
  quizzes.delete(SELF_ASSESSMENT);
  await record(api, people, [...quizzes.values()].flat());
  const questions = await Promise.all(people.map((subject) => questionOf(academy, subject)));
  const head = await academy.folder.events.head();
  for (const name of ['assessment', 'competency', 'progress']) await caughtUp(api, head, name);
  await academy.close();
  return questions;
};

const Quizzes = z.object({
  quizzes: z.object({
    edges: z.array(z.object({ node: z.object({ key: z.string(), items: z.array(z.object({ key: z.string() })) }) })),
  }),
});
const quizzesOf = async (api: Api): Promise<Map<string, readonly string[]>> => {
  const query = `{ quizzes(framework: "${FRAMEWORK}") { edges { node { key items { key } } } } }`;
  const { quizzes } = await ask(api, Quizzes, query);
  return new Map(quizzes.edges.map(({ node }) => [node.key, node.items.map(({ key }) => key)]));
};

/** What a learner does alone: enrols, and answers the self-assessment, some with confidence and some without. */
const learn = async ({ execute, close }: Academy, subject: string, n: number, items: readonly string[]) => {
  const claims = { iss: DEVELOPMENT.issuer, sub: subject, role: 'learner', tenant: TENANT };
  const api: Api = { send: (query, variables) => execute(query, variables, claims), close };
  const enrolled = { name: 'enrol', payload: 'EnrolmentPayload', fields: '', shape: z.object({}) };
  await mutate(api, enrolled, { framework: FRAMEWORK, course: 'ai-product-masterclass', role: FRAMEWORK });
  const started = {
    name: 'startAttempt',
    payload: 'AttemptStarted',
    fields: 'attempt',
    shape: z.object({ attempt: z.string() }),
  };
  const { attempt } = await mutate(api, started, { quiz: SELF_ASSESSMENT });
  const answered = { name: 'recordAnswer', payload: 'AnswerScored', fields: '', shape: z.object({}) };
  for (const [index, item] of items.entries()) {
    const response = { kind: 'SELF_RATING', confident: (n + index) % 3 === 0 };
    await mutate(api, answered, { attempt, item, response, hesitationMs: 500 + ((n * 37 + index * 911) % 9000) });
  }
};

const record = async (api: Api, people: readonly string[], items: readonly string[]): Promise<void> => {
  const rows = people.flatMap((subject, n) =>
    items.map((item, index) => ({
      issuer: DEVELOPMENT.issuer,
      subject,
      item,
      score: (n * 7 + index * 3) % 5 === 0 ? 0 : 1,
      maximum: 1,
      occurredAt: new Date(Date.UTC(2025, 0, 1 + ((n + index) % 300))).toISOString(),
      source: 'bench',
      sourceId: `${n}.${index}`,
    })),
  );
  const recorded = { name: 'recordResults', payload: 'ResultsRecorded', fields: 'rows { status }', shape: Recorded };
  for (let from = 0; from < rows.length; from += ROWS)
    await mutate(api, recorded, { rows: rows.slice(from, from + ROWS) });
};
const Recorded = z.object({ rows: z.array(z.object({ status: z.literal('RECORDED') })) });

const questionOf = async ({ folder }: Academy, subject: string): Promise<Question> => {
  const learner = await personId(folder.keys, TENANT, DEVELOPMENT.issuer, subject);
  const token = await mintToken(folder.path, { subject, role: 'learner', tenant: TENANT });
  return { token, body: JSON.stringify({ query: operation('profile'), variables: { learner } }) };
};

/** Asks something of each service until its views hold everything. */
const caughtUp = async (api: Api, head: bigint, service: string): Promise<void> => {
  const queries: Readonly<Record<string, string>> = {
    assessment: '{ quizzes { edges { cursor } } }',
    competency: `{ viewer { learner { competency(framework: "${FRAMEWORK}") { position } } } }`,
    progress: '{ viewer { tenant } }',
  };
  for (;;) {
    const { errors } = await api.send(queries[service] ?? '', {}, String(head));
    if (!errors?.some(({ extensions }) => extensions?.['code'] === 'NOT_YET')) return;
  }
};

const inTurns = async <T>(all: readonly T[], work: (one: T, n: number) => Promise<void>): Promise<void> => {
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < all.length; n = next++) {
      const one = all[n];
      if (one !== undefined) await work(one, n);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
};
