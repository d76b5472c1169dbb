import {
  CohortEvents,
  EnrolmentEvents,
  NO_STREAM,
  part,
  readerOf,
  streamName,
  type CohortEvent,
  type CohortMembers,
  type EnrolmentEvent,
} from '@proficio/events';
import { META, TENANT, uuid, type Circumstances } from '@proficio/tests';
import { temporaryStores } from '../../../../tests/kit/stores.js';
import type { AsOf } from '../profile/as-of.js';
import { cohorts } from './cohorts.js';
import { enrolled } from './enrolled.js';
import { membersOf } from './members.js';

const stores = temporaryStores();
const read = readerOf(stores.views);
const id = (n: number): string => n.toString(16).padStart(32, '0');
let written = 0;
let until: (position: bigint) => Promise<void> = () => Promise.resolve();

const append = async ({ type, data, meta }: (CohortEvent | EnrolmentEvent) & Circumstances, tenant = TENANT) => {
  const family = [CohortEvents, EnrolmentEvents].find(({ types }) => types.some((one) => one === type));
  const eventId = uuid(++written);
  const told = {
    ...META,
    tenant,
    commandDigest: 'd',
    causationId: 'c',
    schemaVersion: family?.versionOf(type) ?? 0,
    ...meta,
  };
  const event = { id: eventId, type, data, meta: told };
  const { position } = await stores.events.append(streamName(family?.category ?? '', tenant, eventId), NO_STREAM, [
    event,
  ]);
  await until(position);
};
const define = (cohort: string, members: CohortMembers, tenant = TENANT) =>
  append({ type: 'CohortDefined', data: { cohort, content: { title: cohort, members } } }, tenant);
const joinery = { kind: 'course', framework: 'f', course: 'joinery' } as const;
/** Of learner n, the enrolment n. */
const enrol = (n: number, meta = {}, enrolment = n, course: string | null = 'joinery') =>
  append({
    type: 'LearnerEnrolled',
    data: {
      ...{ enrolment: uuid(1000 + enrolment), learner: id(n), framework: 'f', version: 1, course, role: null },
      paths: [{ key: 'p', domain: 'd', activities: [], closes: [] }],
      activities: [],
    },
    meta,
  });
const end = (n: number, meta = {}, enrolment = n) =>
  append({
    type: 'EnrolmentEnded',
    data: { enrolment: uuid(1000 + enrolment), learner: id(n), framework: 'f' },
    meta,
  });
const all = async (cohort: string, first = 100, asOf: AsOf | null = null) => {
  const learners: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const page = await membersOf(read, TENANT, cohort, { first, after }, asOf);
    if (!page) return undefined;
    learners.push(...page.learners);
    ({ next: after } = page);
    more = after !== null;
  }
  return learners;
};
const on = (occurred: string, recorded = occurred) => ({
  occurredAt: `${occurred}T00:00:00.000Z`,
  recordedAt: `${recorded}T00:00:00.000Z`,
});

beforeAll(async () => {
  until = await stores.follow([part(cohorts), part(enrolled)]);
  await define('course', joinery);
  await define('list', { kind: 'learners', learners: [1, 2, 3, 4, 5].map(id) });
  await enrol(3, on('2025-01-01', '2025-03-01'));
  await enrol(1, on('2025-02-01'));
  await enrol(2, on('2025-02-01'));
  await enrol(2, on('2025-02-02'), 20);
  await enrol(5, on('2025-02-01'), 50, 'carpentry');
  await enrol(6, on('2025-02-01'), 60, null);
  await enrol(4, on('2025-02-01'));
  await end(1, on('2025-04-01', '2025-05-01'));
  await end(6, {}, 60);
});

test('of a course: who is enrolled in it, each once, in ascending order', async () =>
  expect(await all('course')).toEqual([2, 3, 4].map(id)));
test.each([1, 2, 3, 4])('in pages of %d', async (first) => {
  expect(await all('course', first)).toEqual([2, 3, 4].map(id));
  expect(await all('list', first)).toEqual([1, 2, 3, 4, 5].map(id));
});
test('a page tells what to go on after, and the last that it is the last', async () => {
  expect(await membersOf(read, TENANT, 'list', { first: 2, after: id(1) })).toEqual({
    learners: [id(2), id(3)],
    next: id(3),
  });
  expect(await membersOf(read, TENANT, 'course', { first: 2, after: id(2) })).toEqual({
    learners: [id(3), id(4)],
    next: null,
  });
});
test('after one who is no member', async () =>
  expect(await membersOf(read, TENANT, 'course', { first: 1, after: `${id(2)}f` })).toEqual({
    learners: [id(3)],
    next: id(3),
  }));
test('as of a day, of a course: who was enrolled then, on either clock', async () => {
  const asOf = (clock: AsOf['clock'], day: string) => all('course', 2, { clock, at: on(day).occurredAt });
  expect(await asOf('OCCURRED', '2024-12-31')).toEqual([]);
  expect(await asOf('OCCURRED', '2025-01-15')).toEqual([3].map(id));
  expect(await asOf('OCCURRED', '2025-02-15')).toEqual([1, 2, 3, 4].map(id));
  expect(await asOf('RECORDED', '2025-02-15')).toEqual([1, 2, 4].map(id));
  expect(await asOf('OCCURRED', '2025-04-15')).toEqual([2, 3, 4].map(id));
  expect(await asOf('RECORDED', '2025-04-15')).toEqual([1, 2, 3, 4].map(id));
});
test('there is no cohort that nobody defined, that was removed, or of another tenant', async () => {
  await define('gone', joinery);
  await append({ type: 'CohortRemoved', data: { cohort: 'gone' } });
  await define('theirs', joinery, 'other');
  for (const cohort of ['none', 'gone', 'theirs']) expect(await all(cohort)).toBeUndefined();
  expect(await membersOf(read, 'other', 'theirs', { first: 5, after: null })).toEqual({ learners: [], next: null });
});
