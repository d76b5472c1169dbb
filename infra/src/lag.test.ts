import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { eventFamily, part, perKey, type EventOf, type EventStore } from '@proficio/events';
import { META } from './event.sample.js';
import { lagging } from './lag.js';
import { openFolder } from './sqlite/folder.js';

const path = mkdtempSync(join(tmpdir(), 'proficio-lag-'));
const { events, close } = openFolder(path);
afterAll(() => {
  close();
  rmSync(path, { recursive: true });
});

const Notes = eventFamily('note', { Written: { version: 1, data: z.object({}) } });
const notes = part({
  name: 'notes',
  version: 1,
  from: [Notes],
  views: { note: {} },
  ...perKey<'note', object, EventOf<typeof Notes>>(
    'note',
    () => 'all',
    () => ({}),
  ),
});
/** Whoever recorded it had a clock that is minutes off. */
const meta = { ...META, recordedAt: new Date(Date.now() - 300_000).toISOString() };
let count = 0;
const write = async (category = 'note') => {
  const id = String(++count);
  return (await events.append(`${category}-t_${id}`, -1n, [{ id, type: 'Written', data: {}, meta }])).position;
};

test('an event waits from when this process found it in the log, whatever the clock of who recorded it', async () => {
  let reached: bigint | undefined;
  const lags = lagging(events, [notes], () => reached);
  const now = async () => (await lags()).get('notes');
  expect(await now()).toEqual({ events: 0, seconds: 0 });
  const first = await write();
  expect(await now()).toEqual({ events: 1, seconds: expect.closeTo(0, 1) });
  await sleep(300);
  const second = await write();
  await write('other');
  const both = await now();
  expect(both?.events).toBe(2);
  expect(both?.seconds).toBeGreaterThan(0.25);
  expect(both?.seconds).toBeLessThan(60);
  // It moves on, and what waits now waits for less long.
  reached = first;
  expect(await now()).toEqual({ events: 1, seconds: expect.closeTo(0, 1) });
  reached = second;
  expect(await now()).toEqual({ events: 0, seconds: 0 });
});
test('who asks while another is being told is told the same: a log that is long to look through is so once, not for each', async () => {
  let reads = 0;
  const counting: EventStore = Object.assign(Object.create(events), {
    readAll: (...asked: Parameters<EventStore['readAll']>) => (reads++, events.readAll(...asked)),
  });
  const lags = lagging(counting, [notes], () => undefined);
  await write();
  const [told, ...others] = await Promise.all([lags(), lags(), lags()]);
  expect(told.get('notes')?.events).toBeGreaterThan(0);
  expect(others).toEqual([told, told]);
  expect(reads).toBe(1);
  await lags();
  expect(reads).toBe(2);
});
test('views of another log, or of a newer copy of this one, never keep up', async () => {
  const head = await events.head();
  const lags = await lagging(events, [notes], () => head + 1n)();
  expect(lags.get('notes')).toEqual({ events: 0, seconds: Infinity });
});
