import {
  AttemptEvents,
  EnrolmentEvents,
  OverrideEvents,
  RecognitionEvents,
  ResultEvents,
  type AttemptEvent,
  type Binding,
  type EnrolmentEvent,
  type OverrideEvent,
  type RecognitionEvent,
  type ResultEvent,
} from '@proficio/events';
import { ADA, uuid } from '@proficio/tests';

export const FAMILIES = [AttemptEvents, ResultEvents, RecognitionEvents, EnrolmentEvents, OverrideEvents] as const;
export const FRAMEWORK = 'f';

/** A skill of the framework, or bindings of any kind. */
export type Bound = string | readonly Binding[];
const bound = (to: Bound): Binding[] =>
  typeof to === 'string' ? [{ framework: FRAMEWORK, skill: to, share: 1 }] : [...to];

export interface Score {
  readonly item?: string;
  readonly kind?: 'scored-item' | 'graded-score';
  readonly weight?: number;
}
/** One answer of a self-assessment. */
export interface Rated {
  readonly attempt?: string;
  readonly item?: string;
  readonly hesitationMs?: number | null;
}
type Criteria = Extract<EnrolmentEvent, { type: 'ArtefactReviewed' }>['data']['criteria'];

export const criterion = (to: Bound, outcome: number, item = 'rubric/criterion', weight = 1): Criteria[number] => ({
  item,
  level: 'good',
  bindings: bound(to),
  weight,
  outcome,
});

const results = (learner: string) => {
  const scored = (to: Bound, outcome: number, { item = 'exam', kind = 'graded-score', weight = 1 }: Score) => ({
    result: uuid(1),
    learner,
    item,
    source: 'lms',
    sourceId: '1',
    kind,
    bindings: bound(to),
    weight,
    score: outcome * 100,
    maximum: 100,
    outcome,
  });
  return {
    result: (to: Bound, outcome: number, score: Score = {}): ResultEvent => ({
      type: 'ResultRecorded',
      data: scored(to, outcome, score),
    }),
    correction: (replaces: string, to: Bound, outcome: number): ResultEvent => ({
      type: 'ResultCorrected',
      data: { ...scored(to, outcome, {}), replaces },
    }),
    withdrawal: (replaces: string, to: Bound): ResultEvent => ({
      type: 'ResultWithdrawn',
      data: { result: uuid(1), learner, item: 'exam', bindings: bound(to), replaces },
    }),
  };
};

const attempts = (learner: string, framework: string) => {
  const answer = { learner, quiz: 'quiz', weight: 1, maximum: 1, words: null };
  return {
    answered: (to: Bound, outcome: number, item = 'q1', hesitationMs: number | null = 1200): AttemptEvent => ({
      type: 'AnswerRecorded',
      data: {
        ...answer,
        attempt: uuid(2),
        purpose: 'quiz',
        item,
        kind: 'scored-item',
        bindings: bound(to),
        response: { kind: 'single-choice', choice: 'a' },
        points: outcome,
        outcome,
        hesitationMs,
      },
    }),
    rated: (
      to: Bound,
      confident: boolean,
      { attempt = uuid(3), item, hesitationMs = 1000 }: Rated = {},
    ): AttemptEvent => ({
      type: 'AnswerRecorded',
      data: {
        ...answer,
        attempt,
        purpose: 'self-assessment',
        item: item ?? `can-${typeof to === 'string' ? to : 'all'}`,
        kind: 'self-rating',
        bindings: bound(to),
        response: { kind: 'self-rating', confident },
        points: Number(confident),
        outcome: Number(confident),
        hesitationMs,
      },
    }),
    began: (skills: readonly string[], attempt = uuid(3)): AttemptEvent => ({
      type: 'AttemptStarted',
      data: {
        attempt,
        learner,
        quiz: 'quiz',
        framework,
        purpose: 'self-assessment',
        items: skills.map((skill) => `can-${skill}`),
      },
    }),
    tookBack: (
      answers: readonly { readonly eventId: string; readonly to: Bound }[],
      attempt = uuid(3),
      purpose: 'quiz' | 'self-assessment' = 'self-assessment',
    ): AttemptEvent => ({
      type: 'AttemptWithdrawn',
      data: {
        attempt,
        learner,
        purpose,
        answers: answers.map(({ eventId, to }) => ({ eventId, item: 'q1', bindings: bound(to) })),
      },
    }),
  };
};

const recognitions = (learner: string) => {
  const prior = { recognition: uuid(4), learner, source: 'lms', sourceId: '1', level: null, note: null };
  return {
    recognised: (to: Bound, outcome: number): RecognitionEvent => ({
      type: 'PriorLearningRecognised',
      data: { ...prior, bindings: bound(to), outcome },
    }),
    recognisedAnew: (replaces: string, to: Bound, outcome: number): RecognitionEvent => ({
      type: 'PriorLearningCorrected',
      data: { ...prior, bindings: bound(to), outcome, replaces },
    }),
  };
};

const enrolments = (learner: string, framework: string) => {
  const at = { enrolment: uuid(5), learner, framework };
  return {
    enrolled: (version: number, paths: readonly string[] = ['p'], role: string | null = null): EnrolmentEvent => ({
      type: 'LearnerEnrolled',
      data: {
        ...at,
        version,
        course: null,
        role,
        paths: paths.map((key) => ({ key, domain: 'd', activities: [], closes: [] })),
        activities: [],
      },
    }),
    ended: (enrolment = uuid(5)): EnrolmentEvent => ({ type: 'EnrolmentEnded', data: { ...at, enrolment } }),
    completed: (activity: string, ...skills: string[]): EnrolmentEvent => ({
      type: 'ActivityCompleted',
      data: { ...at, activity, skills },
    }),
    logged: (activity: string, hours: number, ...skills: string[]): EnrolmentEvent => ({
      type: 'HoursLogged',
      data: { ...at, activity, skills, hours },
    }),
    reviewed: (activity: string, { accepted = true, kind = 'case' } = {}, ...criteria: Criteria): EnrolmentEvent => ({
      type: 'ArtefactReviewed',
      data: {
        ...at,
        activity,
        skills: [],
        artefact: uuid(6),
        kind,
        accepted,
        rubric: 'rubric',
        criteria,
        comment: null,
      },
    }),
  };
};

/** A skill, or else a domain. */
export type Overridable = { readonly skill: string } | { readonly domain: string };

const overrides = (learner: string, framework: string) => {
  const at = { override: uuid(7), learner, framework, domain: null, skill: null };
  return {
    overridden: (
      about: Overridable,
      level: number,
      sealed = 'because',
    ): Extract<OverrideEvent, { type: 'LevelOverridden' }> => ({
      type: 'LevelOverridden',
      data: { ...at, ...about, level, reason: { subject: learner, sealed } },
    }),
    revoked: (about: Overridable): Extract<OverrideEvent, { type: 'OverrideRevoked' }> => ({
      type: 'OverrideRevoked',
      data: { ...at, ...about },
    }),
  };
};

/** Facts about a learner, for specifications; what belongs to a framework, whatever it tells about, is of this one. */
export const factsOf = (learner: string, framework = FRAMEWORK) => ({
  ...results(learner),
  ...attempts(learner, framework),
  ...recognitions(learner),
  ...enrolments(learner, framework),
  ...overrides(learner, framework),
});

/** Facts about Ada. */
export const facts = factsOf(ADA);
