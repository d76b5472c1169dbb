import {
  AttemptEvents,
  reject,
  type AttemptEvent,
  type DecidedAttemptEvent,
  type Decider,
  type StoredEvent,
} from '@proficio/events';
import { answer } from './answer.js';
import type { AttemptCommand } from './commands.js';
import { mustBeBegun, mustBeOpen, mustBeOwn, type Attempt, type Begun } from './state.js';

type Kept = AttemptEvent & Pick<StoredEvent, 'id'>;
type CommandOf<T extends AttemptCommand['type']> = Extract<AttemptCommand, { type: T }>;

const evolve = (attempt: Attempt, event: Kept): Attempt => {
  if (event.type === 'AttemptStarted') {
    const { learner, quiz, purpose, items } = event.data;
    return { status: 'open', learner, quiz, purpose, items, answers: [] };
  }
  if (attempt.status === 'none') return attempt;
  switch (event.type) {
    case 'AnswerRecorded': {
      const { item, bindings, response } = event.data;
      return { ...attempt, answers: [...attempt.answers, { eventId: event.id, item, bindings, response }] };
    }
    case 'AttemptSubmitted':
      return { ...attempt, status: 'submitted' };
    case 'AttemptWithdrawn':
      return { ...attempt, status: 'withdrawn' };
  }
};

const decide = (attempt: Attempt, command: AttemptCommand): readonly DecidedAttemptEvent[] => {
  switch (command.type) {
    case 'StartAttempt':
      return start(attempt, command);
    case 'RecordAnswer':
      return answer(mustBeOpen(mustBeOwn(attempt, command.meta)), command);
    case 'SubmitAttempt': {
      const own = mustBeOwn(attempt, command.meta);
      if (own.status === 'submitted') return [];
      const { learner, answers } = mustBeOpen(own);
      const data = { attempt: command.data.attempt, learner, answered: answers.length };
      return [{ type: 'AttemptSubmitted', data }];
    }
    case 'WithdrawAttempt':
      return withdraw(mustBeBegun(attempt), command);
  }
};

const start = (
  attempt: Attempt,
  { data, found: { quiz }, meta }: CommandOf<'StartAttempt'>,
): readonly DecidedAttemptEvent[] => {
  if (attempt.status !== 'none') {
    mustBeOwn(attempt, meta);
    return attempt.quiz === data.quiz ? [] : reject('ATTEMPT_STARTED', 'quiz', 'another quiz was started');
  }
  if (!quiz) return reject('QUIZ_UNKNOWN', 'quiz', `"${data.quiz}" is no quiz`);
  const { framework, purpose, items } = quiz;
  return [{ type: 'AttemptStarted', data: { ...data, learner: meta.actor, framework, purpose, items } }];
};

/** One event for a hundred answers, so that none comes near 1 MiB. */
const PER_EVENT = 100;

const withdraw = (
  { status, learner, purpose, answers }: Begun,
  { data: { attempt } }: CommandOf<'WithdrawAttempt'>,
): readonly DecidedAttemptEvent[] => {
  if (status === 'withdrawn') return [];
  const taken = answers.map(({ eventId, item, bindings }) => ({ eventId, item, bindings: [...bindings] }));
  return Array.from({ length: Math.max(1, Math.ceil(taken.length / PER_EVENT)) }, (_, index) => {
    const slice = taken.slice(index * PER_EVENT, (index + 1) * PER_EVENT);
    return { type: 'AttemptWithdrawn', data: { attempt, learner, purpose, answers: slice } };
  });
};

export const attempt: Decider<Attempt, AttemptCommand, DecidedAttemptEvent, Kept> = {
  // Spread, so that the compiler looks again: what the family decodes has an id.
  events: { ...AttemptEvents },
  personal: ['RecordAnswer'],
  initial: { status: 'none' },
  decide,
  evolve,
};
