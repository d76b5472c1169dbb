import { ADA, uuid } from '@proficio/tests';
import type { ClosingCondition, EnrolmentEvent, Pinned } from '@proficio/events';
import { ACADEMY } from '../academy.sample.js';
import { pinned } from '../publications/publications.js';
import { closingOf, type PathClosing } from './closing.js';
import { untouched, workAfter } from './work.js';

const { activities, paths, courses } = ACADEMY;
const published = { framework: 'f', version: 1, cuts: [], skills: [], activities, paths, courses };

type Step = () => Exclude<EnrolmentEvent, { type: 'LearnerEnrolled' }>;
const at = (activity: string) => ({ enrolment: uuid(1), learner: ADA, framework: 'f', activity, skills: [] });
const started =
  (activity: string): Step =>
  () => ({ type: 'ActivityStarted', data: at(activity) });
const completed =
  (activity: string): Step =>
  () => ({ type: 'ActivityCompleted', data: at(activity) });
const hours =
  (activity: string, hours: number): Step =>
  () => ({ type: 'HoursLogged', data: { ...at(activity), hours } });
const title = { subject: ADA, sealed: 'x' };
const submitted =
  (activity: string, kind: string): Step =>
  () => ({
    type: 'ArtefactSubmitted',
    data: { ...at(activity), artefact: uuid(2), kind, title, link: null, note: null },
  });
const reviewed =
  (activity: string, kind: string, accepted = true): Step =>
  () => ({
    type: 'ArtefactReviewed',
    data: { ...at(activity), artefact: uuid(2), kind, accepted, rubric: null, criteria: [], comment: null },
  });

const closing = (path: string, ...steps: readonly Step[]): PathClosing => {
  const [first] = closingOf(
    steps.reduce((work, step) => workAfter(work, step()), untouched(pinned(published, [path]))),
  );
  if (!first) throw new Error(`no path ${path}`);
  return first;
};
const closed = (path: string, ...steps: readonly Step[]) => expect(closing(path, ...steps).closed).toBe(true);
const open = (path: string, ...steps: readonly Step[]) => expect(closing(path, ...steps).closed).toBe(false);

describe('technical fluency asks for 20 hours and the project, accepted', () => {
  const PATH = 'technical-fluency';
  const project = [submitted('side-project', 'project'), reviewed('side-project', 'project')];

  test('both close it', () => closed(PATH, hours('read-model-cards', 5), hours('product-course', 15), ...project));
  test('hours may be many small ones', () =>
    closed(PATH, ...Array.from({ length: 200 }, () => hours('product-course', 0.1)), ...project));
  test('20 hours alone do not', () => open(PATH, hours('product-course', 20)));
  test('the project alone does not', () => open(PATH, ...project));
  test('19.9 hours are not 20', () => open(PATH, hours('product-course', 19.9), ...project));
  test('a project that waits for its review does not count', () =>
    open(PATH, hours('product-course', 20), submitted('side-project', 'project')));
  test('a project that was not accepted does not count', () =>
    open(PATH, hours('product-course', 20), reviewed('side-project', 'project', false)));
});

describe('quality evaluation is closed by an accepted exercise and nothing else', () => {
  const PATH = 'quality-evaluation';

  test('the exercise closes it', () => closed(PATH, reviewed('build-evaluation', 'evaluation-exercise')));
  test('hours do not', () => open(PATH, ...Array.from({ length: 20 }, () => hours('build-evaluation', 24))));
  test('finishing the activity does not', () =>
    open(PATH, started('build-evaluation'), completed('build-evaluation'), hours('build-evaluation', 24)));
  test('an exercise without a review does not', () => open(PATH, submitted('build-evaluation', 'evaluation-exercise')));
});

describe('product strategy asks for three case analyses and the own product', () => {
  const PATH = 'product-strategy';
  const cases = (count: number) => Array.from({ length: count }, () => reviewed('study-products', 'case-analysis'));
  const own = reviewed('own-product', 'own-product-analysis');

  test('all four close it', () => closed(PATH, ...cases(3), own));
  test('more cases are welcome', () => closed(PATH, ...cases(5), own));
  test('three cases without the own product do not', () => open(PATH, ...cases(3)));
  test('a fourth case does not stand for the own product', () => open(PATH, ...cases(4)));
  test('two cases and the own product do not', () => open(PATH, ...cases(2), own));
});

describe('uncertainty communication asks for a presentation, accepted', () => {
  const PATH = 'uncertainty-communication';

  test('an accepted presentation closes it', () => closed(PATH, reviewed('present-update', 'presentation')));
  test('practice does not', () => open(PATH, completed('explain-to-lay-people'), hours('explain-to-lay-people', 24)));
});

describe('responsible AI asks for the write-up and the map', () => {
  const PATH = 'responsible-ai';
  const writeUp = reviewed('study-post-mortem', 'post-mortem-write-up');
  const map = reviewed('map-failure-modes', 'failure-mode-map');

  test('both close it', () => closed(PATH, writeUp, map));
  test('the write-up alone does not', () => open(PATH, writeUp, completed('read-policy')));
  test('the map alone does not', () => open(PATH, map));
});

describe('a path that asks for completion', () => {
  const path = (...activities: Pinned['activities']): Pinned => ({
    paths: [{ key: 'p', domain: 'd', activities: activities.map(({ key }) => key), closes: [{ kind: 'completion' }] }],
    activities,
  });
  const activity = (key: string, closes: ClosingCondition) => ({ key, skills: [], closes });
  const isClosed = (pinned: Pinned, ...steps: readonly Step[]) =>
    closingOf(steps.reduce((work, step) => workAfter(work, step()), untouched(pinned)))[0]?.closed;
  const two = path(
    activity('a', { kind: 'completion' }),
    activity('b', { kind: 'completion' }),
    activity('c', { kind: 'hours', target: 5 }),
  );

  test('closes when all activities that close by completion are completed', () =>
    expect(isClosed(two, completed('a'), completed('b'))).toBe(true));
  test('stays open while one is only started', () => expect(isClosed(two, completed('a'), started('b'))).toBe(false));
  test('is never closed from the start: without such an activity it asks for all of them', () => {
    const hoursOnly = path(activity('c', { kind: 'hours', target: 5 }));
    expect(isClosed(hoursOnly)).toBe(false);
    expect(isClosed(hoursOnly, completed('c'))).toBe(true);
  });
});

test('each condition tells how far it is, each activity what closes it', () =>
  expect(
    closing('technical-fluency', hours('product-course', 20), hours('read-model-cards', 1.5), started('side-project')),
  ).toEqual({
    key: 'technical-fluency',
    domain: 'technical-fluency',
    closed: false,
    conditions: [
      { condition: { kind: 'hours', target: 20 }, reached: 21.5, done: true },
      { condition: { kind: 'artefact', artefact: 'project', count: 1, feedback: false }, reached: 0, done: false },
    ],
    activities: [
      { key: 'read-model-cards', status: 'started', hours: 1.5, closed: false },
      { key: 'side-project', status: 'started', hours: 0, closed: false },
      { key: 'product-course', status: 'started', hours: 20, closed: true },
    ],
  }));

test('an activity nobody touched is open', () =>
  expect(closing('quality-evaluation').activities).toEqual([
    { key: 'build-evaluation', status: 'open', hours: 0, closed: false },
  ]));
