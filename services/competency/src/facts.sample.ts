import type { EventOf, Binding, EvidenceKind } from '@proficio/events';
import { AttemptEvents, EnrolmentEvents, RecognitionEvents, ResultEvents } from '@proficio/events';
import { ADA, uuid, type Circumstances } from '@proficio/tests';

/** Facts about Ada for specifications. */
export const FAMILIES = [AttemptEvents, ResultEvents, RecognitionEvents, EnrolmentEvents] as const;

export const FRAMEWORK = 'f';
export type Bound = string | readonly Binding[];

const bound = (to: Bound): Binding[] =>
  typeof to === 'string' ? [{ framework: FRAMEWORK, skill: to, share: 1 }] : [...to];

type Told<E> = E & Circumstances;
type Attempt = EventOf<typeof AttemptEvents>;
type Result = EventOf<typeof ResultEvents>;
type Recognition = EventOf<typeof RecognitionEvents>;
type Enrolment = EventOf<typeof EnrolmentEvents>;

export interface Score {
  readonly learner?: string;
  readonly item?: string;
  readonly kind?: Extract<EvidenceKind, 'scored-item' | 'graded-score'>;
  readonly weight?: number;
}
const scored = (to: Bound, outcome: number, { learner = ADA, item = 'exam', kind, weight = 1 }: Score) => ({
  result: uuid(1),
  learner,
  item,
  source: 'lms',
  sourceId: '1',
  kind: kind ?? 'graded-score',
  bindings: bound(to),
  weight,
  score: outcome * 100,
  maximum: 100,
  outcome,
});

export const result = (to: Bound, outcome: number, score: Score = {}): Told<Result> => ({
  type: 'ResultRecorded',
  data: scored(to, outcome, score),
});
export const correction = (replaces: string, to: Bound, outcome: number, score: Score = {}): Told<Result> => ({
  type: 'ResultCorrected',
  data: { ...scored(to, outcome, score), replaces },
});
export const withdrawal = (replaces: string, to: Bound, learner = ADA): Told<Result> => ({
  type: 'ResultWithdrawn',
  data: { result: uuid(1), learner, item: 'exam', bindings: bound(to), replaces },
});

const answer = { learner: ADA, quiz: 'quiz', weight: 1, words: null };
export const answered = (
  to: Bound,
  outcome: number,
  item = 'q1',
  hesitationMs: number | null = 1200,
): Told<Attempt> => ({
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
    maximum: 1,
    outcome,
    hesitationMs,
  },
});

/** One answer of a self-assessment. */
export interface Rated {
  readonly attempt?: string;
  readonly item?: string;
  readonly hesitationMs?: number | null;
}
export const rated = (
  to: Bound,
  confident: boolean,
  { attempt = uuid(3), item, hesitationMs = 1000 }: Rated = {},
): Told<Attempt> => ({
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
    maximum: 1,
    outcome: Number(confident),
    hesitationMs,
  },
});
export const began = (items: readonly string[], attempt = uuid(3)): Told<Attempt> => ({
  type: 'AttemptStarted',
  data: {
    attempt,
    learner: ADA,
    quiz: 'quiz',
    framework: FRAMEWORK,
    purpose: 'self-assessment',
    items: items.map((skill) => `can-${skill}`),
  },
});
export const tookBack = (
  answers: readonly { readonly eventId: string; readonly to: Bound }[],
  attempt = uuid(3),
  purpose: 'quiz' | 'self-assessment' = 'self-assessment',
): Told<Attempt> => ({
  type: 'AttemptWithdrawn',
  data: {
    attempt,
    learner: ADA,
    purpose,
    answers: answers.map(({ eventId, to }) => ({ eventId, item: 'q1', bindings: bound(to) })),
  },
});

const recognition = (to: Bound, outcome: number) => ({
  recognition: uuid(4),
  learner: ADA,
  source: 'lms',
  sourceId: '1',
  bindings: bound(to),
  outcome,
  level: null,
  note: null,
});
export const recognised = (to: Bound, outcome: number): Told<Recognition> => ({
  type: 'PriorLearningRecognised',
  data: recognition(to, outcome),
});
export const recognisedAnew = (replaces: string, to: Bound, outcome: number): Told<Recognition> => ({
  type: 'PriorLearningCorrected',
  data: { ...recognition(to, outcome), replaces },
});

const at = { enrolment: uuid(5), learner: ADA, framework: FRAMEWORK };
export const enrolled = (
  version: number,
  paths: readonly string[] = ['p'],
  role: string | null = null,
  enrolment = uuid(5),
): Told<Enrolment> => ({
  type: 'LearnerEnrolled',
  data: {
    ...at,
    enrolment,
    version,
    course: null,
    role,
    paths: paths.map((key) => ({ key, domain: 'd', activities: [], closes: [] })),
  },
});
export const ended = (enrolment = uuid(5)): Told<Enrolment> => ({ type: 'EnrolmentEnded', data: { ...at, enrolment } });
export const completed = (activity: string, ...skills: string[]): Told<Enrolment> => ({
  type: 'ActivityCompleted',
  data: { ...at, activity, skills },
});
export const logged = (activity: string, hours: number, ...skills: string[]): Told<Enrolment> => ({
  type: 'HoursLogged',
  data: { ...at, activity, skills, hours },
});

type Criteria = Extract<Enrolment, { type: 'ArtefactReviewed' }>['data']['criteria'];
export const criterion = (to: Bound, outcome: number, item = 'rubric/criterion', weight = 1): Criteria[number] => ({
  item,
  level: 'good',
  bindings: bound(to),
  weight,
  outcome,
});
export const reviewed = (
  activity: string,
  { accepted = true, kind = 'case', artefact = uuid(6) } = {},
  ...criteria: Criteria
): Told<Enrolment> => ({
  type: 'ArtefactReviewed',
  data: { ...at, activity, skills: [], artefact, kind, accepted, rubric: 'rubric', criteria, comment: null },
});
