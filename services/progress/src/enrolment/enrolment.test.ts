import { ADA, BOB, given, META, uuid } from '@proficio/tests';
import { derivedId, type RubricContent } from '@proficio/events';
import { ACADEMY } from '../academy.sample.js';
import { pinned, type PublishedVersion } from '../publications/publications.js';
import type { EnrolCommand } from './commands.js';
import { enrolment } from './enrolment.js';

const ID = uuid(1);
const FRAMEWORK = 'ai-product-manager';
const { activities, paths, courses } = ACADEMY;
const publication: PublishedVersion = {
  framework: FRAMEWORK,
  version: 2,
  cuts: [],
  skills: [],
  activities,
  paths,
  courses,
};
const role = { version: 1, frameworks: [FRAMEWORK] };

const place = { enrolment: ID, learner: ADA, framework: FRAMEWORK };
const everything = pinned(publication, courses[0]?.paths ?? []);
const enrolled = {
  type: 'LearnerEnrolled',
  data: { ...place, version: 2, course: 'masterclass', ...everything, role: 'ai-product-manager' },
} as const;
const ended = { type: 'EnrolmentEnded', data: place } as const;
const building = { ...place, activity: 'build-evaluation', skills: ['evaluation-design'] };

/** The same with so many more activities in every path. */
const wider = (published: PublishedVersion, count: number): PublishedVersion => {
  const more = published.activities
    .slice(0, 1)
    .flatMap((activity) =>
      Array.from({ length: count }, (_, n) => ({ ...activity, key: `${'wide-'.repeat(18)}${n}` })),
    );
  return {
    ...published,
    activities: [...published.activities, ...more],
    paths: published.paths.map((path) => ({
      ...path,
      activities: [...path.activities, ...more.map(({ key }) => key)],
    })),
  };
};

describe('enrolling', () => {
  const ask = {
    enrolment: ID,
    learner: ADA,
    framework: FRAMEWORK,
    version: null,
    course: 'masterclass',
    path: null,
    role: 'ai-product-manager',
  };
  const known = { staff: false, known: true, publication, role };
  const enrol = (
    data: Partial<typeof ask> | { path: string; course: null } | { version: number } = {},
    found: Partial<EnrolCommand['found']> = {},
  ) => ({ type: 'Enrol', data: { ...ask, ...data }, found: { ...known, ...found } }) as const;

  test('in a course carries all its paths, pinned to the version', () => given(enrolment).when(enrol()).then(enrolled));
  test('in a single path carries that one', () =>
    given(enrolment)
      .when(enrol({ course: null, path: 'quality-evaluation' }))
      .then({
        type: 'LearnerEnrolled',
        data: {
          ...place,
          version: 2,
          course: null,
          ...pinned(publication, ['quality-evaluation']),
          role: 'ai-product-manager',
        },
      }));
  test('again while it is active is nothing to do', () => given(enrolment, enrolled).when(enrol()).then());
  test('again is nothing to do even when nothing of it is published any more', () =>
    given(enrolment, enrolled)
      .when(enrol({}, { publication: null, role: null }))
      .then());
  test('again in another version, for another role, is refused with both', () =>
    given(enrolment, enrolled)
      .when({ ...enrol({ version: 1 }), data: { ...ask, version: 1, role: 'senior' } })
      .rejects('ENROLMENT_ACTIVE', 'version', 'role'));
  test('after it ended is for the next stream', () =>
    given(enrolment, enrolled, ended).when(enrol()).rejects('ENROLMENT_ENDED'));
  test('in what is not published is refused', () =>
    given(enrolment)
      .when(enrol({}, { publication: null }))
      .rejects('ENROLMENT_INVALID', 'framework'));
  test('in a version that was not published is refused', () =>
    given(enrolment)
      .when(enrol({ version: 9 }, { publication: null }))
      .rejects('ENROLMENT_INVALID', 'version'));
  test('in an unknown course for an unknown role is refused with both', () =>
    given(enrolment)
      .when(enrol({ course: 'nothing' }, { role: null }))
      .rejects('ENROLMENT_INVALID', 'course', 'role'));
  test('in an unknown path is refused', () =>
    given(enrolment)
      .when(enrol({ course: null, path: 'nothing' }))
      .rejects('ENROLMENT_INVALID', 'path'));
  test('in more than one event can carry is refused, with what else is wrong', () => {
    const wide = wider(publication, 4000);
    given(enrolment)
      .when(enrol({}, { publication: wide, role: null }))
      .rejects('ENROLMENT_INVALID', 'role', 'course');
    given(enrolment)
      .when(enrol({ course: null, path: 'quality-evaluation' }, { publication: wide }))
      .rejects('ENROLMENT_INVALID', 'path');
  });
  test('for a role that asks nothing of the framework is refused', () =>
    given(enrolment)
      .when(enrol({}, { role: { version: 1, frameworks: ['core'] } }))
      .rejects('ENROLMENT_INVALID', 'role'));

  test('others is for staff', () =>
    given(enrolment)
      .when(enrol({}, { staff: true }), { actor: BOB })
      .then(enrolled));
  test('to a learner other learners do not exist', () =>
    given(enrolment).when(enrol(), { actor: BOB }).rejects('LEARNER_UNKNOWN', 'learner'));
  test('someone unknown is refused', () =>
    given(enrolment)
      .when(enrol({}, { staff: true, known: false }), { actor: BOB })
      .rejects('LEARNER_UNKNOWN', 'learner'));
  test('oneself needs no acquaintance', () =>
    given(enrolment)
      .when(enrol({}, { known: false }))
      .then(enrolled));
  test('oneself is not for staff', () =>
    given(enrolment)
      .when(enrol({}, { staff: true }))
      .rejects('ENROLMENT_NOT_YOURS', 'learner'));
});

describe('work on an activity', () => {
  const start = { type: 'StartActivity', data: { enrolment: ID, activity: 'build-evaluation' } } as const;
  const complete = { ...start, type: 'CompleteActivity' } as const;
  const log = { type: 'LogHours', data: { ...start.data, hours: 1.5 } } as const;
  const started = { type: 'ActivityStarted', data: building } as const;
  const completed = { type: 'ActivityCompleted', data: building } as const;
  const logged = { type: 'HoursLogged', data: { ...building, hours: 1.5 } } as const;

  test('starts, with the skills it trains', () => given(enrolment, enrolled).when(start).then(started));
  test('starts once', () => given(enrolment, enrolled, started).when(start).then());
  test('is not started again when it is complete', () => given(enrolment, enrolled, completed).when(start).then());
  test('completes, started or not', () => given(enrolment, enrolled).when(complete).then(completed));
  test('completes once', () => given(enrolment, enrolled, started, completed).when(complete).then());
  test('takes hours', () => given(enrolment, enrolled).when(log).then(logged));
  test('takes the same hours again: each is a fact of its own', () =>
    given(enrolment, enrolled, logged).when(log).then(logged));
  test('of another path is refused', () =>
    given(enrolment, {
      type: 'LearnerEnrolled',
      data: { ...enrolled.data, course: null, ...pinned(publication, ['responsible-ai']) },
    })
      .when(start)
      .rejects('ACTIVITY_UNKNOWN', 'activity'));

  for (const command of [start, complete, log]) {
    test(`${command.type} of someone else's is refused`, () =>
      given(enrolment, enrolled).when(command, { actor: BOB }).rejects('ENROLMENT_NOT_YOURS', 'enrolment'));
    test(`${command.type} after the end is refused`, () =>
      given(enrolment, enrolled, ended).when(command).rejects('ENROLMENT_ENDED', 'enrolment'));
    test(`${command.type} without an enrolment is refused`, () =>
      given(enrolment).when(command).rejects('ENROLMENT_UNKNOWN', 'enrolment'));
  }
});

const ARTEFACT = derivedId('acme', 'artefact', ID, ADA, META.commandId ?? '');
const title = { subject: ADA, sealed: 'x' };
const submitted = {
  type: 'ArtefactSubmitted',
  data: { ...building, artefact: ARTEFACT, kind: 'evaluation-exercise', title, link: null, note: null },
} as const;

describe('an artefact', () => {
  const ask = {
    enrolment: ID,
    activity: 'build-evaluation',
    kind: 'evaluation-exercise',
    title: 'An evaluation',
    link: 'https://example.org/e',
    note: null,
  };
  const submit = { type: 'SubmitArtefact', data: ask } as const;

  test('is submitted under an id made from its command', () =>
    given(enrolment, enrolled)
      .when(submit)
      .then({
        type: 'ArtefactSubmitted',
        data: { ...building, artefact: ARTEFACT, kind: ask.kind, title: ask.title, link: ask.link, note: null },
      }));
  test('of a kind that the activity does not ask for is refused', () =>
    given(enrolment, enrolled)
      .when({ ...submit, data: { ...ask, kind: 'project' } })
      .rejects('ARTEFACT_UNASKED', 'kind'));
  test('may be of a kind that only the path asks for', () => {
    const { paths, activities } = pinned(publication, ['quality-evaluation']);
    const completing = activities.map((activity) => ({ ...activity, closes: { kind: 'completion' } as const }));
    const asked = { ...enrolled.data, paths, activities: completing };
    given(enrolment, { type: 'LearnerEnrolled', data: asked })
      .when({ ...submit, data: { ...ask, title: 'T', link: null } })
      .then({ type: 'ArtefactSubmitted', data: { ...submitted.data, title: 'T' } });
  });
  test('of an unknown activity is refused', () =>
    given(enrolment, enrolled)
      .when({ ...submit, data: { ...ask, activity: 'nothing' } })
      .rejects('ACTIVITY_UNKNOWN', 'activity'));
  test("in someone else's enrolment is refused", () =>
    given(enrolment, enrolled).when(submit, { actor: BOB }).rejects('ENROLMENT_NOT_YOURS', 'enrolment'));
  test('after the end is refused', () => given(enrolment, enrolled, ended).when(submit).rejects('ENROLMENT_ENDED'));
});

describe('a review', () => {
  const bindings = [{ framework: FRAMEWORK, skill: 'evaluation-design', share: 1 }];
  const levels = [
    { key: 'weak', title: 'Weak', description: '', value: 0.25 },
    { key: 'good', title: 'Good', description: '', value: 0.75 },
  ];
  const rubric: RubricContent = {
    title: 'Evaluation',
    criteria: [
      { key: 'metrics', title: 'Metrics', bindings, weight: 1, levels },
      { key: 'test-set', title: 'Test set', bindings, weight: 2, levels },
    ],
  };
  const ask = { enrolment: ID, artefact: ARTEFACT, accepted: true, rubric: null, criteria: [], comment: null };
  const review = (data: object = {}, found: RubricContent | null = null) =>
    ({ type: 'ReviewArtefact', data: { ...ask, ...data }, found: { rubric: found } }) as const;
  const by = { actor: BOB };
  const content = { ...building, artefact: ARTEFACT, kind: 'evaluation-exercise', rubric: null, comment: null };
  const reviewed = (accepted: boolean) => ({
    type: 'ArtefactReviewed' as const,
    data: { ...content, accepted, criteria: [] },
  });
  const both = [
    { criterion: 'test-set', level: 'weak' },
    { criterion: 'metrics', level: 'good' },
  ];

  test('accepts', () => given(enrolment, enrolled, submitted).when(review(), by).then(reviewed(true)));
  test('declines, with a comment', () =>
    given(enrolment, enrolled, submitted)
      .when(review({ accepted: false, comment: 'Show the test set.' }), by)
      .then({ ...reviewed(false), data: { ...reviewed(false).data, comment: 'Show the test set.' } }));
  test('values every criterion of a rubric, in its order', () =>
    given(enrolment, enrolled, submitted)
      .when(review({ rubric: 'evaluation', criteria: both }, rubric), by)
      .then({
        ...reviewed(true),
        data: {
          ...reviewed(true).data,
          rubric: 'evaluation',
          criteria: [
            { item: 'evaluation/metrics', level: 'good', bindings, weight: 1, outcome: 0.75 },
            { item: 'evaluation/test-set', level: 'weak', bindings, weight: 2, outcome: 0.25 },
          ],
        },
      }));
  test('the same again is nothing to do, whatever the comment', () =>
    given(enrolment, enrolled, submitted, reviewed(true))
      .when(review({ comment: 'Well done' }), by)
      .then());
  describe('of a presentation, whose path asks for feedback', () => {
    const presenting = { ...place, activity: 'present-update', skills: [] };
    const presented = {
      type: 'ArtefactSubmitted',
      data: {
        ...presenting,
        artefact: ARTEFACT,
        kind: 'presentation',
        title: { subject: ADA, sealed: 'x' },
        link: null,
        note: null,
      },
    } as const;
    const told = (data: object = {}) => ({
      ...reviewed(true),
      data: { ...reviewed(true).data, ...presenting, kind: 'presentation', ...data },
    });

    test.each([null, '', ' \n', '\u200b', '...'])('accepts it not with the comment %j and no rubric', (comment) =>
      given(enrolment, enrolled, presented).when(review({ comment }), by).rejects('FEEDBACK_MISSING', 'comment'),
    );
    test('accepts it with a comment', () =>
      given(enrolment, enrolled, presented)
        .when(review({ comment: 'The numbers were plain.' }), by)
        .then(told({ comment: 'The numbers were plain.' })));
    test('accepts it by a rubric', () =>
      given(enrolment, enrolled, presented)
        .when(review({ rubric: 'empty' }, { title: 'Empty', criteria: [] }), by)
        .then(told({ rubric: 'empty' })));
    test('declines it without a word', () =>
      given(enrolment, enrolled, presented)
        .when(review({ accepted: false }), by)
        .then(told({ accepted: false })));
  });
  test('by who submitted it is refused', () =>
    given(enrolment, enrolled, submitted).when(review(), { actor: ADA }).rejects('REVIEW_OF_ONESELF', 'artefact'));
  test('what was declined may be accepted later', () =>
    given(enrolment, enrolled, submitted, reviewed(false)).when(review(), by).then(reviewed(true)));
  test('what was accepted is not declined later', () =>
    given(enrolment, enrolled, submitted, reviewed(true))
      .when(review({ accepted: false }), by)
      .rejects('ARTEFACT_ACCEPTED', 'artefact'));
  test('nor valued otherwise', () =>
    given(enrolment, enrolled, submitted, reviewed(true))
      .when(review({ rubric: 'evaluation', criteria: both }, rubric), by)
      .rejects('ARTEFACT_ACCEPTED', 'artefact'));
  test('of what was not submitted is refused', () =>
    given(enrolment, enrolled).when(review(), by).rejects('ARTEFACT_UNKNOWN', 'artefact'));
  test('in no enrolment is refused', () =>
    given(enrolment).when(review(), by).rejects('ENROLMENT_UNKNOWN', 'enrolment'));
  test('by an unknown rubric is refused', () =>
    given(enrolment, enrolled, submitted)
      .when(review({ rubric: 'nothing', criteria: both }), by)
      .rejects('REVIEW_INVALID', 'rubric'));
  test('with criteria of no rubric is refused', () =>
    given(enrolment, enrolled, submitted)
      .when(review({ criteria: both }), by)
      .rejects('REVIEW_INVALID', 'criteria'));
  test('is refused with every fault of its criteria', () =>
    given(enrolment, enrolled, submitted)
      .when(
        review(
          {
            rubric: 'evaluation',
            criteria: [
              { criterion: 'style', level: 'good' },
              { criterion: 'metrics', level: 'superb' },
              { criterion: 'metrics', level: 'good' },
            ],
          },
          rubric,
        ),
        by,
      )
      .rejects('REVIEW_INVALID', 'criteria.0.criterion', 'criteria.1.level', 'criteria.2.criterion', 'criteria'));
  test('after the end is refused', () =>
    given(enrolment, enrolled, submitted, ended).when(review(), by).rejects('ENROLMENT_ENDED'));
});

describe('ending', () => {
  const end = (staff = false) => ({ type: 'EndEnrolment', data: { enrolment: ID }, found: { staff } }) as const;

  test('is done by the learner', () => given(enrolment, enrolled).when(end()).then(ended));
  test('or by staff', () => given(enrolment, enrolled).when(end(true), { actor: BOB }).then(ended));
  test('once', () => given(enrolment, enrolled, ended).when(end()).then());
  test('not by another learner', () =>
    given(enrolment, enrolled).when(end(), { actor: BOB }).rejects('ENROLMENT_NOT_YOURS', 'enrolment'));
  test('not by another learner after the end either', () =>
    given(enrolment, enrolled, ended).when(end(), { actor: BOB }).rejects('ENROLMENT_NOT_YOURS'));
  test('not without an enrolment', () => given(enrolment).when(end()).rejects('ENROLMENT_UNKNOWN', 'enrolment'));
});
