import { byNow, futureFaults, happened } from './happened.js';

const NOW = new Date('2026-01-05T09:00:00Z');
const fieldsAt = (occurredAt: unknown) => futureFaults({ occurredAt, more: 'faulty' }, NOW).map(({ field }) => field);

test('what happens more than ten minutes from now has not happened', () => {
  expect(fieldsAt('2026-01-05T09:10:00Z')).toEqual([]);
  expect(fieldsAt('2026-01-05T09:10:01Z')).toEqual(['occurredAt']);
});
test('no time is not in the future, nor is what cannot be read', () => {
  for (const none of [undefined, null, 'tomorrow', 42]) expect(fieldsAt(none)).toEqual([]);
  for (const input of [undefined, null, 'text', []]) expect(futureFaults(input, NOW)).toEqual([]);
});
test('nothing happened before 1900', () => {
  expect(happened.safeParse('1900-01-01T00:00:00Z').success).toBe(true);
  expect(happened.safeParse('1899-12-31T23:59:59Z').success).toBe(false);
});
test('what a clock that is ahead tells happened now', () => {
  const now = NOW.toISOString();
  expect(byNow('2026-01-05T09:08:00.000Z', now)).toBe(now);
  expect(byNow('2026-01-05T08:59:59.999Z', now)).toBe('2026-01-05T08:59:59.999Z');
});
