import { givenViews, ADA, BOB, META, SMALL_FRAMEWORK } from '@proficio/tests';
import { cohorts } from './cohorts.js';

const defined = (members: Parameters<typeof content>[0], title = 'Spring') =>
  ({ type: 'CohortDefined', data: { cohort: 'spring', content: content(members, title) } }) as const;
const content = (
  members:
    | { readonly kind: 'course'; readonly framework: string; readonly course: string }
    | { readonly kind: 'learners'; readonly learners: string[] },
  title: string,
) => ({ title, members });
const ofCourse = defined({ kind: 'course', framework: 'f', course: 'joinery' });
const ofList = defined({ kind: 'learners', learners: [ADA, BOB] }, 'Summer');
const removed = { type: 'CohortRemoved', data: { cohort: 'spring' } } as const;
const doc = { key: 'spring', title: 'Spring', definedAt: META.occurredAt, course: 'f/joinery' };

test('a cohort of a course', () => {
  const views = givenViews(cohorts, ofCourse);
  views.then('cohort', 'spring', doc);
  views.then('list', 'spring', undefined);
});
test('a list, its learners apart', () => {
  const views = givenViews(cohorts, ofList);
  views.then('cohort', 'spring', { ...doc, title: 'Summer', course: null });
  views.then('list', 'spring', { learners: [ADA, BOB] });
});
test('defined anew as a course, its list is gone', () => {
  const views = givenViews(cohorts, ofList, ofCourse);
  views.then('cohort', 'spring', doc);
  views.then('list', 'spring', undefined);
});
test('removed, nothing is left of it', () => {
  const views = givenViews(cohorts, ofList, removed);
  views.then('cohort', 'spring', undefined);
  views.then('list', 'spring', undefined);
});
test('a course of any published version can be one, a drafted one cannot', () => {
  const course = { key: 'joinery', title: 'Joinery', description: '', paths: [] };
  const part = { framework: 'f', part: 1, parts: 1, content: { ...SMALL_FRAMEWORK, courses: [course] } };
  const bare = { ...part, content: SMALL_FRAMEWORK };
  givenViews(cohorts, { type: 'FrameworkDrafted', data: part }).then('course', 'f/joinery', undefined);
  givenViews(
    cohorts,
    { type: 'FrameworkPublished', data: { ...part, version: 1 } },
    { type: 'FrameworkPublished', data: { ...bare, version: 2 } },
  ).then('course', 'f/joinery', { title: 'Joinery' });
});
