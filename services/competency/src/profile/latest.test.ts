import type { Enrolment, Rating, SelfAssessment } from './documents.js';
import { latestActive } from './enrolments.js';
import { latestComplete } from './self-assessments.js';

const rating = (eventId: string, occurredAt: string): Rating => ({
  eventId,
  occurredAt,
  knownAt: occurredAt,
  item: eventId,
  skill: 's',
  confident: true,
  hesitationMs: null,
});
const assessment = (attempt: string, items: number, ...answers: Rating[]): SelfAssessment => ({
  attempt,
  items,
  answers,
});
const latest = (...assessments: readonly SelfAssessment[]) => latestComplete(assessments)?.attempt;
const one = assessment('one', 2, rating('a', '2026-01-01'), rating('b', '2026-01-03'));

describe('the self-assessment in force', () => {
  test('none', () => expect(latest()).toBeUndefined());
  test('an incomplete one is none', () =>
    expect(latest(assessment('one', 2, rating('a', '2026-01-01')))).toBeUndefined());
  test('nor is one that asks nothing', () => expect(latest(assessment('one', 0))).toBeUndefined());
  test('the later of two, by when it became complete', () => {
    const other = assessment('other', 2, rating('c', '2026-01-02'), rating('d', '2026-01-02'));
    expect(latest(one, other)).toBe('one');
    expect(latest(other, one)).toBe('one');
    const later = assessment('later', 1, rating('c', '2026-01-04'));
    expect(latest(one, later)).toBe('later');
  });
  test('at the same time, by event', () => {
    const other = assessment('other', 1, rating('z', '2026-01-03'));
    expect(latest(one, other)).toBe('other');
    expect(latest(other, one)).toBe('other');
  });
  test('a later incomplete one leaves the earlier in force', () =>
    expect(latest(one, assessment('other', 2, rating('c', '2026-01-09')))).toBe('one'));
});

describe('the enrolment whose version and role count', () => {
  const enrolment = (enrolment: string, startedAt: string, status: Enrolment['status'] = 'active'): Enrolment => ({
    enrolment,
    status,
    eventId: enrolment,
    startedAt,
    version: 1,
    role: null,
    paths: [],
    completed: [],
    hours: {},
    accepted: [],
  });
  const active = (...enrolments: readonly Enrolment[]) => latestActive(enrolments)?.enrolment;

  test('none', () => expect(active()).toBeUndefined());
  test('the one that started last', () => {
    expect(active(enrolment('a', '2026-01-02'), enrolment('b', '2026-01-01'))).toBe('a');
    expect(active(enrolment('a', '2026-01-01'), enrolment('b', '2026-01-01'))).toBe('b');
  });
  test('not one that ended', () =>
    expect(active(enrolment('a', '2026-01-01'), enrolment('b', '2026-01-02', 'ended'))).toBe('a'));
});
