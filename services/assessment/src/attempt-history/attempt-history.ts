import {
  AttemptEvents,
  type AttemptEvent,
  type Projection,
  type Recorded,
  type Response,
  type Sealed,
} from '@proficio/events';

export interface AttemptDoc {
  readonly attempt: string;
  readonly learner: string;
  readonly quiz: string;
  readonly purpose: 'quiz' | 'self-assessment';
  readonly status: 'open' | 'submitted' | 'withdrawn';
  readonly startedAt: string;
  readonly submittedAt: string | null;
  readonly withdrawnAt: string | null;
  /** How many of its items were answered. */
  readonly answered: number;
  /** Keys of the quiz's items as it began. */
  readonly items: readonly string[];
}

export interface AnswerDoc {
  readonly attempt: string;
  /** Place among the attempt's answers, from 0. */
  readonly place: number;
  readonly item: string;
  readonly response: Response;
  readonly words: Sealed<string> | null;
  readonly points: number;
  readonly maximum: number;
  readonly outcome: number;
  readonly hesitationMs: number | null;
  readonly answeredAt: string;
}

type Docs = { readonly attempt: AttemptDoc; readonly answer: AnswerDoc };
type Answered = Extract<Recorded<AttemptEvent>, { type: 'AnswerRecorded' }>;

export const answerKey = (attempt: string, item: string): string => `${attempt}/${item}`;

/** Attempts of each learner by the time they started, and each attempt's answers, one document an answer. */
export const attemptHistory: Projection<Docs, AttemptEvent> = {
  name: 'assessment-attempt-history',
  version: 2,
  from: [AttemptEvents],
  views: { attempt: { byLearner: ['learner', 'startedAt'] }, answer: {} },
  keys: ({ data: { attempt }, meta: { tenant } }) => [{ view: 'attempt', tenant, key: attempt }],
  evolve: (views, event) => {
    const { tenant } = event.meta;
    const at = { view: 'attempt', tenant, key: event.data.attempt } as const;
    const before = views.get(at);
    const after = attemptAfter(before, event);
    if (after) views.put(at, after);
    if (event.type !== 'AnswerRecorded' || !before) return;
    views.put(
      { view: 'answer', tenant, key: answerKey(before.attempt, event.data.item) },
      answerOf(event, before.answered),
    );
  },
};

/** An attempt after one more of its events. */
export const attemptAfter = (
  before: AttemptDoc | undefined,
  { type, data, meta: { occurredAt } }: Recorded<AttemptEvent>,
): AttemptDoc | undefined => {
  switch (type) {
    case 'AttemptStarted': {
      const { attempt, learner, quiz, purpose, items } = data;
      const begun = { status: 'open', startedAt: occurredAt, submittedAt: null, withdrawnAt: null } as const;
      return { attempt, learner, quiz, purpose, ...begun, answered: 0, items };
    }
    case 'AnswerRecorded':
      return before && { ...before, answered: before.answered + 1 };
    case 'AttemptSubmitted':
      return before && { ...before, status: 'submitted', submittedAt: occurredAt };
    case 'AttemptWithdrawn':
      return before && { ...before, status: 'withdrawn', withdrawnAt: occurredAt };
  }
};

export const answerOf = ({ data, meta }: Answered, place: number): AnswerDoc => {
  const { attempt, item, response, words, points, maximum, outcome, hesitationMs } = data;
  const scored = { points, maximum, outcome };
  return { attempt, place, item, response, words, ...scored, hesitationMs, answeredAt: meta.occurredAt };
};
