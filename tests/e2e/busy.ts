import { ACADEMY_DOMAINS } from '../kit/academy-domains.js';
import { callers, type Json } from './academy.js';
import { untilCut, type Ledger } from './ledger.js';

const LEARNERS_AT_ONCE = 6;
const ERASED_AT_ONCE = 4;
const ROWS = 100;

/** People who use a server all at once until it dies. */
export interface Busy {
  /** Resolves with the first answer. */
  readonly first: Promise<void>;
  /** Resolves when all of them were cut off. */
  readonly over: Promise<unknown>;
}

/** `run` tells the people of one server from those of the others; `repeated` says how long each of them goes on. */
export const busyAt = (
  url: string,
  folder: string,
  ledger: Ledger,
  run: number,
  repeated: (work: () => Promise<unknown>) => Promise<void> = untilCut,
): Busy => {
  let answered: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (answered = resolve));
  const does = async (
    role: string,
    subject: string,
    step: string,
    name: string,
    fields: string,
    input: object,
    after?: string,
  ) => {
    const commandId = `${subject} ${step}`;
    const answer: Json = await ledger.send(url, {
      marks: [commandId],
      send: ({ as }) =>
        as(role, subject).does(
          name,
          `... on ${fields}`,
          { ...input, commandId },
          after ? { 'x-proficio-after': after } : {},
        ),
    });
    answered();
    return answer;
  };

  let people = 0;
  const come = async () => {
    const subject = `learner-${run}-${++people}`;
    const learner = await callers(url, folder).as('learner', subject).id();
    const step = (name: string, fields: string, input: object, which = '') =>
      does('learner', subject, `${name} ${which}`, name, fields, input);
    const input = { learner, name: `Called ${subject}` };
    const { position } = await step('nameLearner', 'LearnerPayload { position }', input);
    return { learner, step, named: String(position) };
  };
  const learn = async () => {
    const { step } = await come();
    const course = { framework: 'ai-product-manager', course: 'ai-product-masterclass' };
    await step('enrol', 'EnrolmentPayload { position }', course);
    const quiz = 'skills-gap-self-assessment';
    const { attempt } = await step('startAttempt', 'AttemptStarted { attempt position }', { quiz });
    for (const [index, domain] of ACADEMY_DOMAINS.entries()) {
      const response = { kind: 'SELF_RATING', confident: index % 2 === 0 };
      const answer = { attempt, item: `self-assessment.${domain}`, response, hesitationMs: 100 * index };
      await step('recordAnswer', 'AnswerScored { position }', answer, domain);
    }
    await step('submitAttempt', 'AttemptSubmitted { position }', { attempt });
  };
  /** Several are erased at once, so that a kill finds some of them between the event and the key. */
  const leave = async () => {
    const leaving = await Promise.all(Array.from({ length: ERASED_AT_ONCE }, come));
    const erase = ({ learner, named }: { readonly learner: string; readonly named: string }) =>
      does(
        'administrator',
        'root',
        `erases ${learner}`,
        'eraseLearner',
        'LearnerPayload { position }',
        { learner },
        named,
      );
    await Promise.all(leaving.map(erase));
  };

  let batches = 0;
  const importRows = async () => {
    const batch = ++batches;
    const rows = Array.from({ length: ROWS }, (_, n) => ({
      issuer: 'https://school.example',
      subject: `pupil-${n % 40}`,
      item: 'product-strategy.break-even',
      score: (n * batch) % 2,
      maximum: 1,
      occurredAt: new Date(Date.UTC(2026, 0, 1 + (n % 28))).toISOString(),
      source: 'school',
      sourceId: `row ${run} ${batch} ${n}`,
    }));
    await ledger.send(url, {
      marks: rows.map(({ sourceId }) => sourceId),
      send: ({ as }) =>
        as('administrator', 'root').does('recordResults', '... on ResultsRecorded { position }', { rows }),
    });
    answered();
  };
  const learners = Array.from({ length: LEARNERS_AT_ONCE }, () => learn);
  return { first, over: Promise.all([...learners, leave, importRows].map((work) => repeated(work))) };
};
