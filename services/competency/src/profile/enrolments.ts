import type { EnrolmentEvent, Recorded } from '@proficio/events';
import { own, type Enrolment } from './documents.js';

type Followed = Extract<
  Recorded<EnrolmentEvent>,
  { type: 'LearnerEnrolled' | 'ActivityCompleted' | 'HoursLogged' | 'ArtefactReviewed' | 'EnrolmentEnded' }
>;

/** Keeps which version and role a learner is enrolled with, and the little that tells which paths are still open. */
export const followEnrolment = (enrolments: Enrolment[], event: Followed): void => {
  if (event.type === 'LearnerEnrolled') return void enrolments.push(enrolled(event));
  const enrolment = enrolments.find(({ enrolment }) => enrolment === event.data.enrolment);
  if (!enrolment) return;
  switch (event.type) {
    case 'ActivityCompleted': {
      const { activity } = event.data;
      if (!enrolment.completed.includes(activity)) enrolment.completed.push(activity);
      return;
    }
    case 'HoursLogged': {
      const { activity, hours } = event.data;
      enrolment.hours[activity] = toMillionths((own(enrolment.hours, activity) ?? 0) + hours);
      return;
    }
    case 'ArtefactReviewed':
      return review(enrolment, event.data);
    case 'EnrolmentEnded':
      enrolment.status = 'ended';
      return;
  }
};

const enrolled = ({ id, data, meta }: Extract<Followed, { type: 'LearnerEnrolled' }>): Enrolment => ({
  enrolment: data.enrolment,
  status: 'active',
  eventId: id,
  startedAt: meta.occurredAt,
  version: data.version,
  role: data.role,
  paths: data.paths.map(({ key }) => key),
  completed: [],
  hours: {},
  accepted: [],
});

const review = (
  { accepted }: Enrolment,
  { activity, kind, ...verdict }: Extract<Followed, { type: 'ArtefactReviewed' }>['data'],
): void => {
  if (!verdict.accepted) return;
  const same = accepted.find((held) => held.activity === activity && held.kind === kind);
  if (same) same.count++;
  else accepted.push({ activity, kind, count: 1 });
};

/** So that ten times 0.1 hours are 1. */
const toMillionths = (hours: number): number => Math.round(hours * 1e6) / 1e6;

/** The active enrolment that started last, by time and then event: its version and role are the learner's. */
export const latestActive = (enrolments: readonly Enrolment[]): Enrolment | undefined =>
  enrolments
    .filter(({ status }) => status === 'active')
    .reduce<Enrolment | undefined>((latest, one) => (latest && startsAfter(latest, one) ? latest : one), undefined);

const startsAfter = (a: Enrolment, b: Enrolment): boolean =>
  a.startedAt === b.startedAt ? a.eventId > b.eventId : a.startedAt > b.startedAt;
