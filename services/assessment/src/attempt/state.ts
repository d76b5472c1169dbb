import { reject, type Binding, type CommandMeta, type Response } from '@proficio/events';

/** An answer that stands; the words of a short text are sealed and no rule looks at them. */
export interface Answered {
  readonly eventId: string;
  readonly item: string;
  readonly bindings: readonly Binding[];
  readonly response: Response;
}
export interface Begun {
  readonly status: 'open' | 'submitted' | 'withdrawn';
  readonly learner: string;
  readonly quiz: string;
  readonly purpose: 'quiz' | 'self-assessment';
  readonly items: readonly string[];
  readonly answers: readonly Answered[];
}
export type Attempt = { readonly status: 'none' } | Begun;

export const mustBeBegun = (attempt: Attempt): Begun =>
  attempt.status === 'none' ? reject('ATTEMPT_UNKNOWN', 'attempt', 'is no attempt') : attempt;

export const mustBeOwn = (attempt: Attempt, { actor }: CommandMeta): Begun => {
  const begun = mustBeBegun(attempt);
  return begun.learner === actor ? begun : reject('ATTEMPT_NOT_YOURS', 'attempt', 'is of another learner');
};

export const mustBeOpen = (begun: Begun): Begun => {
  switch (begun.status) {
    case 'open':
      return begun;
    case 'submitted':
      return reject('ATTEMPT_SUBMITTED', 'attempt', 'was submitted and takes no more answers');
    case 'withdrawn':
      return reject('ATTEMPT_WITHDRAWN', 'attempt', 'was withdrawn');
  }
};
