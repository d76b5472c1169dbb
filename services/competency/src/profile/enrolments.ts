import { toMillionths, type EnrolmentEvent, type Recorded } from '@proficio/events';
import { isPart, type AsOf, type Clocks } from './as-of.js';
import { own, type Enrolment, type EnrolmentFact, type EnrolmentHistory } from './documents.js';

type Followed = Extract<
  Recorded<EnrolmentEvent>,
  { type: 'LearnerEnrolled' | 'ActivityCompleted' | 'HoursLogged' | 'ArtefactReviewed' | 'EnrolmentEnded' }
>;

/** Keeps which version and role a learner is enrolled with, and the little that tells which paths are still open. */
export const followEnrolment = (enrolments: EnrolmentHistory[], event: Followed, knownAt: string): void => {
  const clocks = { occurredAt: event.meta.occurredAt, knownAt };
  if (event.type === 'LearnerEnrolled') return void enrolments.push(begun(event, clocks));
  const enrolment = enrolments.find(({ enrolment }) => enrolment === event.data.enrolment);
  const fact = factIn(event, clocks);
  if (enrolment && fact) enrolment.facts.push(fact);
};

const begun = ({ id, data }: Extract<Followed, { type: 'LearnerEnrolled' }>, clocks: Clocks): EnrolmentHistory => ({
  enrolment: data.enrolment,
  eventId: id,
  startedAt: clocks.occurredAt,
  version: data.version,
  role: data.role,
  paths: data.paths.map(({ key }) => key),
  ...clocks,
  facts: [],
});

const factIn = (event: Exclude<Followed, { type: 'LearnerEnrolled' }>, clocks: Clocks): EnrolmentFact | undefined => {
  switch (event.type) {
    case 'ActivityCompleted':
      return { fact: 'completed', activity: event.data.activity, ...clocks };
    case 'HoursLogged':
      return { fact: 'hours', activity: event.data.activity, hours: event.data.hours, ...clocks };
    case 'ArtefactReviewed': {
      const { accepted, activity, kind } = event.data;
      return accepted ? { fact: 'accepted', activity, kind, ...clocks } : undefined;
    }
    case 'EnrolmentEnded':
      return { fact: 'ended', ...clocks };
  }
};

/** The enrolments as they stood, in log order. */
export const enrolmentsAt = (histories: readonly EnrolmentHistory[], asOf: AsOf | null): readonly Enrolment[] =>
  histories.filter((history) => isPart(asOf, history)).map((history) => enrolmentAt(history, asOf));

const enrolmentAt = (
  { enrolment, eventId, startedAt, version, role, paths, facts }: EnrolmentHistory,
  asOf: AsOf | null,
): Enrolment => {
  const begun = { enrolment, eventId, startedAt, version, role, paths };
  const stood: Enrolment = { ...begun, status: 'active', completed: [], hours: {}, accepted: [] };
  for (const fact of facts) if (isPart(asOf, fact)) count(stood, fact);
  return stood;
};

const count = (stood: Enrolment, fact: EnrolmentFact): void => {
  switch (fact.fact) {
    case 'completed':
      if (!stood.completed.includes(fact.activity)) stood.completed.push(fact.activity);
      return;
    case 'hours':
      stood.hours[fact.activity] = toMillionths((own(stood.hours, fact.activity) ?? 0) + fact.hours);
      return;
    case 'accepted':
      return accept(stood, fact);
    case 'ended':
      stood.status = 'ended';
      return;
  }
};

const accept = ({ accepted }: Enrolment, { activity, kind }: Extract<EnrolmentFact, { fact: 'accepted' }>): void => {
  const same = accepted.find((held) => held.activity === activity && held.kind === kind);
  if (same) same.count++;
  else accepted.push({ activity, kind, count: 1 });
};

/** The active enrolment that started last, by time and then event: its version and role are the learner's. */
export const latestActive = (enrolments: readonly Enrolment[]): Enrolment | undefined =>
  enrolments
    .filter(({ status }) => status === 'active')
    .reduce<Enrolment | undefined>((latest, one) => (latest && startsAfter(latest, one) ? latest : one), undefined);

const startsAfter = (a: Enrolment, b: Enrolment): boolean =>
  a.startedAt === b.startedAt ? a.eventId > b.eventId : a.startedAt > b.startedAt;
