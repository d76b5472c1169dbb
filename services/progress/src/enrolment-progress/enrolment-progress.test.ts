import { ADA, givenViews, META, uuid } from '@proficio/tests';
import type { EnrolmentEvent, PinnedActivity, PinnedPath } from '@proficio/events';
import { enrolmentProgress, statusOf, type EnrolmentDoc } from './enrolment-progress.js';

const ID = uuid(1);
const paths: PinnedPath[] = [
  {
    key: 'quality',
    domain: 'quality',
    activities: ['build', 'read'],
    closes: [{ kind: 'artefact', artefact: 'exercise', count: 1, feedback: false }],
  },
];
const activities: PinnedActivity[] = [
  { key: 'build', skills: ['design'], closes: { kind: 'artefact', artefact: 'exercise', count: 1, feedback: false } },
  { key: 'read', skills: [], closes: { kind: 'completion' } },
];
const pinned = { paths, activities };
const place = { enrolment: ID, learner: ADA, framework: 'pm' };
const enrolled: EnrolmentEvent = {
  type: 'LearnerEnrolled',
  data: { ...place, version: 2, course: 'masterclass', ...pinned, role: 'pm' },
};
const building = { ...place, activity: 'build', skills: ['design'] };
const title = { subject: ADA, sealed: 'title' };
const note = { subject: ADA, sealed: 'note' };
const comment = { subject: ADA, sealed: 'comment' };
const submitted: EnrolmentEvent = {
  type: 'ArtefactSubmitted',
  data: { ...building, artefact: uuid(2), kind: 'exercise', title, link: null, note },
};
const reviewed = (accepted: boolean): EnrolmentEvent => ({
  type: 'ArtefactReviewed',
  data: {
    ...building,
    artefact: uuid(2),
    kind: 'exercise',
    accepted,
    rubric: 'evaluation',
    criteria: [
      {
        item: 'evaluation/metrics',
        level: 'good',
        bindings: [{ framework: 'pm', skill: 'design', share: 1 }],
        weight: 1,
        outcome: 0.75,
      },
    ],
    comment,
  },
});

const begun: EnrolmentDoc = {
  enrolment: ID,
  learner: ADA,
  framework: 'pm',
  version: 2,
  course: 'masterclass',
  role: 'pm',
  startedAt: META.occurredAt,
  endedAt: null,
  closed: false,
  work: { pinned, activities: [], accepted: [] },
};
const worked = { activity: 'build', status: 'started', hours: 0 } as const;
const accepted = [{ activity: 'build', kind: 'exercise', count: 1 }];

test('an enrolment begins with what it pins', () =>
  givenViews(enrolmentProgress, enrolled).then('enrolment', ID, begun));
test('work moves it', () =>
  givenViews(enrolmentProgress, enrolled, { type: 'HoursLogged', data: { ...building, hours: 3 } }).then(
    'enrolment',
    ID,
    {
      ...begun,
      work: { ...begun.work, activities: [{ ...worked, hours: 3 }] },
    },
  ));
test('it closes when all its paths do', () =>
  givenViews(enrolmentProgress, enrolled, submitted, reviewed(true)).then('enrolment', ID, {
    ...begun,
    closed: true,
    work: { pinned, activities: [worked], accepted },
  }));
test('a review that declines closes nothing', () =>
  givenViews(enrolmentProgress, enrolled, submitted, reviewed(false)).then('enrolment', ID, {
    ...begun,
    work: { ...begun.work, activities: [worked] },
  }));
test('it ends when it was ended', () => {
  const endedAt = '2026-03-01T00:00:00.000Z';
  const end = { type: 'EnrolmentEnded', data: place, meta: { occurredAt: endedAt } } as const;
  givenViews(enrolmentProgress, enrolled, end).then('enrolment', ID, { ...begun, endedAt });
});
test('it is active, closed or ended', () => {
  expect(statusOf(begun)).toBe('ACTIVE');
  expect(statusOf({ ...begun, closed: true })).toBe('CLOSED');
  expect(statusOf({ ...begun, closed: true, endedAt: META.occurredAt })).toBe('ENDED');
});

describe('an artefact', () => {
  const doc = {
    artefact: uuid(2),
    enrolment: ID,
    learner: ADA,
    framework: 'pm',
    version: 2,
    activity: 'build',
    kind: 'exercise',
    submittedAt: META.occurredAt,
    title,
    link: null,
    note,
    review: null,
  };

  test('is kept as it was submitted, sealed', () =>
    givenViews(enrolmentProgress, enrolled, submitted).then('artefact', uuid(2), doc));
  test('carries its last review', () =>
    givenViews(enrolmentProgress, enrolled, submitted, reviewed(false), reviewed(true)).then('artefact', uuid(2), {
      ...doc,
      review: {
        accepted: true,
        reviewedAt: META.occurredAt,
        rubric: 'evaluation',
        criteria: [{ criterion: 'metrics', level: 'good', outcome: 0.75 }],
        comment,
      },
    }));
});
