import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lagOf } from './lag.js';
import { openFolder } from './sqlite/folder.js';

const path = mkdtempSync(join(tmpdir(), 'proficio-lag-'));
const { events, close } = openFolder(path);
afterAll(() => {
  close();
  rmSync(path, { recursive: true });
});

test('views lag by what waits for them; those of another log, or of a newer copy of this one, for ever', async () => {
  const meta = {
    tenant: 't',
    actor: 'ada',
    occurredAt: '',
    recordedAt: new Date(Date.now() - 60_000).toISOString(),
    commandId: 'c',
    commandDigest: 'd',
    correlationId: 'c',
    causationId: 'c',
    schemaVersion: 1,
  };
  const { position } = await events.append('note-t_one', -1n, [{ id: 'one', type: 'Written', data: {}, meta }]);
  const lag = (reached: bigint | undefined) => lagOf(events, { categories: ['note'] }, reached, 10);
  const waits = await lag(undefined);
  expect([waits.events, Math.floor(waits.seconds)]).toEqual([1, 60]);
  expect(await lag(position)).toEqual({ events: 0, seconds: 0 });
  expect(await lag(position + 1n)).toEqual({ events: 0, seconds: Infinity });
});
