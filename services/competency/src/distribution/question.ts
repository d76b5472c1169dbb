import { setImmediate } from 'node:timers/promises';
import { Role, type Context } from '@proficio/graph';
import { nameOf } from '../policy/policy.js';
import { askedBy, type Arguments, type Asked } from './asked.js';
import type { Distribution } from './distribution.js';
import { keptDistributionsOf } from './kept.js';
import { minimumGroup } from './minimum-group.js';

/** What one request asks of cohorts, whatever it calls its fields: only together is it known what they tell. */
interface Question {
  /** Fields that look cohorts up; once they have, all that will be asked about these is asked. */
  readonly lookups: Promise<unknown>[];
  /** Cohorts by what is asked about them. */
  readonly cohorts: Map<string, Set<string>>;
  readonly answers: Map<string, Promise<ReadonlyMap<string, Distribution>>>;
}
const questions = new WeakMap<Context, Question>();

const questionOf = (context: Context): Question => {
  const question = questions.get(context) ?? { lookups: [], cohorts: new Map(), answers: new Map() };
  questions.set(context, question);
  return question;
};

/** Looks cohorts up as part of the request's question. Called before anything is waited for. */
export const lookUp = <T>(context: Context, lookup: Promise<T>): Promise<T> => {
  questionOf(context).lookups.push(lookup);
  return lookup;
};

/** What is shown of a cohort beside all others that the request asks the same about. Called before anything is waited for. */
export const distributionOf = async (context: Context, cohort: string, args: Arguments): Promise<Distribution> => {
  const question = questionOf(context);
  const asked = await lookUp(context, askedBy(args, context));
  // However it was written.
  const name = JSON.stringify({ ...asked, policy: nameOf(asked.policy) });
  const cohorts = question.cohorts.get(name) ?? new Set();
  question.cohorts.set(name, cohorts.add(cohort));
  await allAsked(question);
  const answer = question.answers.get(name) ?? answerTo(context, [...cohorts].sort(), asked);
  question.answers.set(name, answer);
  const distribution = (await answer).get(cohort);
  if (!distribution) throw new Error(`${cohort} was asked about when all was answered`);
  return distribution;
};

const allAsked = async ({ lookups }: Question): Promise<void> => {
  for (let known = -1; known < lookups.length;) {
    known = lookups.length;
    await Promise.allSettled(lookups);
    await setImmediate();
  }
};

const answerTo = async (
  context: Context,
  cohorts: readonly string[],
  asked: Asked,
): Promise<ReadonlyMap<string, Distribution>> => {
  // Nothing is withheld from administrators.
  const limit = context.caller.role === Role.ADMINISTRATOR ? 1 : minimumGroup(process.env);
  const distributions = await keptDistributionsOf(context, cohorts, asked, limit);
  return new Map(distributions.map((distribution, at) => [cohorts[at] ?? '', distribution]));
};
