import type { AttemptEvent, Recorded } from '@proficio/events';
import { isKnown, isPart, type AsOf } from './as-of.js';
import type { LearnerDoc, Rating, SelfAssessment, SharedDoc } from './documents.js';

type Followed = Extract<Recorded<AttemptEvent>, { type: 'AttemptStarted' | 'AnswerRecorded' | 'AttemptWithdrawn' }>;
type Answered = Extract<Followed, { type: 'AnswerRecorded' }>;
/**
 * Gives the learner's document of a framework, to be changed, and by when the framework knew of the event; undefined
 * where the framework is in another partition.
 */
type InFramework = (framework: string) => InOne | undefined;
interface InOne {
  readonly learner: LearnerDoc;
  readonly shared: Pick<SharedDoc, 'knownAt'>;
}

/** Keeps the answers of self-assessments by attempt. After a withdrawn attempt the one before it is in force again. */
export const followSelfAssessment = (event: Followed, inFramework: InFramework): void => {
  if (event.data.purpose !== 'self-assessment') return;
  switch (event.type) {
    case 'AttemptStarted': {
      const { attempt, items, framework } = event.data;
      inFramework(framework)?.learner.selfAssessments.push({ attempt, items: items.length, answers: [] });
      return;
    }
    case 'AnswerRecorded':
      return answer(event, inFramework);
    case 'AttemptWithdrawn':
      return withdraw(event.data, inFramework);
  }
};

/** Bound to several skills of a framework, an item belongs to the first. */
const answer = ({ id, data, meta: { occurredAt } }: Answered, inFramework: InFramework): void => {
  const { attempt, item, response, hesitationMs } = data;
  if (response.kind !== 'self-rating') return;
  for (const framework of frameworksOf(data.bindings)) {
    const ours = inFramework(framework);
    if (!ours) continue;
    const { learner, shared } = ours;
    const skill = data.bindings.find((binding) => binding.framework === framework)?.skill ?? '';
    const told = { item, skill, confident: response.confident, hesitationMs };
    const rating = { eventId: id, occurredAt, knownAt: shared.knownAt, ...told };
    learner.selfAssessments.find((started) => started.attempt === attempt)?.answers.push(rating);
  }
};

const withdraw = (
  { attempt, answers }: Extract<Followed, { type: 'AttemptWithdrawn' }>['data'],
  inFramework: InFramework,
): void => {
  for (const framework of frameworksOf(answers.flatMap(({ bindings }) => bindings))) {
    const ours = inFramework(framework);
    const withdrawn = ours?.learner.selfAssessments.find((started) => started.attempt === attempt);
    if (ours && withdrawn) withdrawn.withdrawnAt = ours.shared.knownAt;
  }
};

const frameworksOf = (bindings: readonly { readonly framework: string }[]): ReadonlySet<string> =>
  new Set(bindings.map(({ framework }) => framework));

/** The self-assessments as they stood. */
export const selfAssessmentsAt = (
  assessments: readonly SelfAssessment[],
  asOf: AsOf | null,
): readonly SelfAssessment[] =>
  assessments
    .filter(({ withdrawnAt }) => withdrawnAt === undefined || !isKnown(asOf, withdrawnAt))
    .map((assessment) => ({ ...assessment, answers: assessment.answers.filter((answer) => isPart(asOf, answer)) }));

/** The complete self-assessment whose last answer is the latest, by time and then event; undefined without one. */
export const latestComplete = (assessments: readonly SelfAssessment[]): SelfAssessment | undefined => {
  const complete = assessments.filter(({ items, answers }) => answers.length >= items && items > 0);
  return complete.reduce<SelfAssessment | undefined>(
    (latest, one) => (latest && isAfter(lastOf(latest), lastOf(one)) ? latest : one),
    undefined,
  );
};

const lastOf = ({ answers }: SelfAssessment): Rating | undefined =>
  answers.reduce<Rating | undefined>((last, one) => (last && isAfter(last, one) ? last : one), undefined);

const isAfter = (a: Rating | undefined, b: Rating | undefined): boolean => {
  if (!a || !b) return a !== undefined;
  return a.occurredAt === b.occurredAt ? a.eventId > b.eventId : a.occurredAt > b.occurredAt;
};
