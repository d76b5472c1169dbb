import { MAX_LISTED, type CohortEvent, type CohortMembers } from '@proficio/events';
import { ADA, BOB, given } from '@proficio/tests';
import { cohort } from './cohort.js';
import { DefineCohort } from './commands.js';

const key = 'spring';
const EVE = 'e'.repeat(32);
const NOBODY = 'f'.repeat(32);
const COURSE = { framework: 'f', key: 'masterclass' };
interface Change {
  readonly course?: typeof COURSE;
  readonly learners?: string[];
}
const define = (change: Change, found: { readonly isCourse?: boolean; readonly known?: ReadonlySet<string> } = {}) =>
  ({
    type: 'DefineCohort',
    data: { key, title: 'Spring', course: null, learners: null, ...change },
    found: { isCourse: true, known: new Set([ADA, BOB]), ...found },
  }) as const;
const remove = { type: 'RemoveCohort', data: { key } } as const;

const defined = (members: CohortMembers, title = 'Spring'): CohortEvent => ({
  type: 'CohortDefined',
  data: { cohort: key, content: { title, members } },
});
const ofCourse = defined({ kind: 'course', framework: 'f', course: 'masterclass' });
const ofList = defined({ kind: 'learners', learners: [ADA, BOB] });
const removed: CohortEvent = { type: 'CohortRemoved', data: { cohort: key } };

describe('a cohort is defined', () => {
  test('by a course', () =>
    given(cohort)
      .when(define({ course: COURSE }))
      .then(ofCourse));
  test('by a list, which is kept in order', () =>
    given(cohort)
      .when(define({ learners: [BOB, ADA] }))
      .then(ofList));
  test('anew, which replaces it', () =>
    given(cohort, ofCourse)
      .when(define({ learners: [ADA, BOB] }))
      .then(ofList));
  test('the same again, in whatever order, which is nothing to do', () => {
    given(cohort, ofList)
      .when(define({ learners: [BOB, ADA] }, { known: new Set() }))
      .then();
    given(cohort, ofCourse)
      .when(define({ course: COURSE }, { isCourse: false }))
      .then();
  });
  test('again after it was removed', () =>
    given(cohort, ofCourse, removed)
      .when(define({ course: COURSE }))
      .then(ofCourse));
});

describe('it is refused', () => {
  test('where no published version has the course', () =>
    given(cohort)
      .when(define({ course: COURSE }, { isCourse: false }))
      .rejects('COHORT_FAULTY', 'course.key'));
  test('with learners named twice, each told', () =>
    given(cohort)
      .when(define({ learners: [ADA, BOB, ADA, BOB] }))
      .rejects('COHORT_FAULTY', 'learners.2', 'learners.3'));
  test('with ids of nobody, each told: they would make one learner a group', () =>
    given(cohort)
      .when(define({ learners: [EVE, ADA, NOBODY] }))
      .rejects('COHORT_FAULTY', 'learners.0', 'learners.2'));
});

describe('removing', () => {
  test('a cohort, and again', () => {
    given(cohort, ofList).when(remove).then(removed);
    given(cohort, ofList, removed).when(remove).then();
  });
  test('what is none', () => given(cohort).when(remove).rejects('COHORT_UNKNOWN', 'key'));
});

describe('input', () => {
  const faultsOf = (change: object) =>
    DefineCohort.safeParse({ key, title: 'Spring', ...change }).error?.issues.map(({ path }) => path.join('.'));
  test('names a course or learners, and not both', () => {
    expect(faultsOf({})).toEqual(['']);
    expect(faultsOf({ course: COURSE, learners: [ADA] })).toEqual(['']);
    expect(faultsOf({ course: null, learners: [ADA] })).toBeUndefined();
  });
  test('names learners by their ids, one at least, and no more than an event holds', () => {
    expect(faultsOf({ learners: ['ada', ADA, ''] })).toEqual(['learners.0', 'learners.2']);
    expect(faultsOf({ learners: [] })).toEqual(['learners']);
    expect(faultsOf({ learners: new Array<string>(MAX_LISTED + 1).fill(ADA) })).toEqual(['learners']);
  });
  test('of the longest list makes an event under 1 MiB', () => {
    const learners = Array.from({ length: MAX_LISTED }, (_, index) => index.toString(16).padStart(32, '0'));
    expect(JSON.stringify(defined({ kind: 'learners', learners })).length).toBeLessThan(2 ** 20);
  });
});
