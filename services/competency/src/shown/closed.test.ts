import { uuid } from '@proficio/tests';
import { edition } from '../framework.sample.js';
import type { Enrolment } from '../profile/documents.js';
import { prepare } from '../publication/prepared.js';
import { isClosed } from './closed.js';

const { paths } = prepare(edition());
const closed = (key: string, seen: Partial<Enrolment> = {}): boolean => {
  const path = paths.get(key);
  if (!path) throw new Error(`no path ${key}`);
  return isClosed(
    {
      enrolment: uuid(1),
      status: 'active',
      eventId: 'e',
      startedAt: '2026-01-05T09:00:00.000Z',
      version: 1,
      role: null,
      paths: [],
      completed: [],
      hours: {},
      accepted: [],
      ...seen,
    },
    path,
  );
};
const cases = (activity: string, count: number, kind = 'case') => ({ accepted: [{ activity, kind, count }] });

test('hours close a path that asks for them, if they were spent on it', () => {
  expect(closed('path-a', { hours: { read: 1.9, write: 20 } })).toBe(false);
  expect(closed('path-a', { hours: { read: 2 } })).toBe(true);
});
test('accepted artefacts of the kind close a path that asks for so many', () => {
  expect(closed('path-b', cases('write', 1))).toBe(false);
  expect(closed('path-b', cases('write', 2, 'essay'))).toBe(false);
  expect(closed('path-b', cases('read', 2))).toBe(false);
  expect(closed('path-b', cases('write', 2))).toBe(true);
});
test('hours and completion alone close no path that asks for artefacts', () =>
  expect(closed('path-b', { hours: { write: 100 }, completed: ['write', 'watch'] })).toBe(false));
test('all conditions must hold', () => {
  expect(closed('path-c', { completed: ['watch'] })).toBe(false);
  expect(closed('path-c', cases('write', 1))).toBe(false);
  expect(closed('path-c', { completed: ['watch'], ...cases('write', 1) })).toBe(true);
});
