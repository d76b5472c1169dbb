import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { AttemptEvents, derivedId, handle, type Asked } from '@proficio/events';
import { Access, mutate, type Context } from '@proficio/graph';
import { shownAnswers } from '../attempt-history/answers.js';
import { answerOf } from '../attempt-history/attempt-history.js';
import { bank } from '../bank/bank.js';
import { learnerOf } from '../learner-of.js';
import { ASSESSORS, LEARNERS } from '../roles.js';
import { attempt } from './attempt.js';
import { RecordAnswer, StartAttempt, SubmitAttempt, WithdrawAttempt, type AttemptCommand } from './commands.js';
import { answersInLog, isAnswer } from './log.js';
import {
  AnswerScored,
  AttemptStarted,
  AttemptSubmitted,
  AttemptWithdrawn,
  RecordAnswerInput,
  RecordAnswerResult,
  StartAttemptInput,
  StartAttemptResult,
  SubmitAttemptInput,
  SubmitAttemptResult,
  WithdrawAttemptInput,
  WithdrawAttemptResult,
} from './types.js';

type Of<T extends AttemptCommand['type']> = Asked<Extract<AttemptCommand, { type: T }>>;

@Resolver()
export class AttemptMutations {
  @Mutation(() => StartAttemptResult)
  @Access(...LEARNERS)
  startAttempt(@Arg('input', () => StartAttemptInput) input: StartAttemptInput, @Ctx() context: Context) {
    return mutate(context, StartAttempt, input, async ({ quiz: key }, meta) => {
      const { kernel, read } = context;
      const id = derivedId(meta.tenant, 'attempt', meta.actor, meta.commandId ?? '');
      const data = { quiz: key, attempt: id };
      const asked: Of<'StartAttempt'> = { type: 'StartAttempt', subject: meta.actor, data, meta };
      const { position } = await handle(kernel, attempt, id, asked, async () => {
        const quiz = await read(bank).get('quiz', meta.tenant, key);
        return { ...asked, found: { quiz: quiz?.content } };
      });
      return Object.assign(new AttemptStarted(), { position: String(position), attempt: id });
    });
  }

  @Mutation(() => RecordAnswerResult, { description: 'Scores an answer, which is evidence at once' })
  @Access(...LEARNERS)
  recordAnswer(@Arg('input', () => RecordAnswerInput) input: RecordAnswerInput, @Ctx() context: Context) {
    return mutate(context, RecordAnswer, input, async (data, meta) => {
      const { kernel, read } = context;
      const { attempt: id } = data;
      const asked: Of<'RecordAnswer'> = { type: 'RecordAnswer', subject: meta.actor, data, meta };
      const { events, position } = await handle(kernel, attempt, id, asked, async () => {
        const item = await read(bank).get('item', meta.tenant, data.item);
        return { ...asked, found: { item: item?.content } };
      });
      const answers = events.length > 0 ? events.filter(isAnswer) : await answersInLog(kernel.events, meta.tenant, id);
      const [answer] = await shownAnswers(
        context,
        answers.filter((one) => one.data.item === data.item).map((one) => answerOf(one, 0)),
      );
      return Object.assign(new AnswerScored(), { position: String(position), changed: events.length > 0, answer });
    });
  }

  @Mutation(() => SubmitAttemptResult, { description: 'Closes an attempt; its answers count already' })
  @Access(...LEARNERS)
  submitAttempt(@Arg('input', () => SubmitAttemptInput) input: SubmitAttemptInput, @Ctx() context: Context) {
    return mutate(context, SubmitAttempt, input, async (data, meta) => {
      const asked: Of<'SubmitAttempt'> = { type: 'SubmitAttempt', subject: meta.actor, data, meta };
      const { events, position } = await handle(context.kernel, attempt, data.attempt, asked);
      const { length: answered } = await answersInLog(context.kernel.events, meta.tenant, data.attempt);
      const told = { position: String(position), changed: events.length > 0, answered };
      return Object.assign(new AttemptSubmitted(), told);
    });
  }

  @Mutation(() => WithdrawAttemptResult, { description: 'Takes back every answer of an attempt' })
  @Access(...ASSESSORS)
  withdrawAttempt(@Arg('input', () => WithdrawAttemptInput) input: WithdrawAttemptInput, @Ctx() context: Context) {
    return mutate(context, WithdrawAttempt, input, async (data, meta) => {
      const subject = await learnerOf(context.kernel.events, AttemptEvents, meta.tenant, data.attempt);
      const asked: Of<'WithdrawAttempt'> = { type: 'WithdrawAttempt', subject, data, meta };
      const { events, position } = await handle(context.kernel, attempt, data.attempt, asked);
      const withdrawn = events.reduce(
        (n, { type, data }) => n + (type === 'AttemptWithdrawn' ? data.answers.length : 0),
        0,
      );
      return Object.assign(new AttemptWithdrawn(), { position: String(position), withdrawn });
    });
  }
}
