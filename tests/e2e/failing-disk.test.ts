import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_STREAM, Runner, streamName, type NewEvent } from '@proficio/events';
import { openFolder } from '@proficio/infra';
import { META, TENANT, uuid } from '../kit/circumstances.js';
import { projections } from './aftermath.js';
import { PROFICIO, ran, spawned } from './proficio.js';

const data = mkdtempSync(join(tmpdir(), 'proficio-failing-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

/** A log that the views of the folder have still to read: they need some megabytes. */
beforeAll(async () => {
  const folder = openFolder(data);
  for (const projection of projections) await new Runner(projection, folder.events, folder.views).open();
  const register = async (_: unknown, n: number) => {
    const learner = n.toString(16).padStart(32, '0');
    const meta = { ...META, commandDigest: '', causationId: '', schemaVersion: 1 };
    const event: NewEvent = { id: uuid(n), type: 'LearnerRegistered', data: { learner, name: null }, meta };
    await folder.events.append(streamName('learner', TENANT, learner), NO_STREAM, [event]);
  };
  await Promise.all(Array.from({ length: 10_000 }, register));
  folder.close();
});

/** No file of the process may grow beyond a megabyte. */
const onSmallDisk = (...args: readonly string[]) => {
  const limited = `trap '' XFSZ; ulimit -f 2048; exec "$0" "$@"`;
  return ran(spawned(data, ['sh', '-c', limited, process.execPath, PROFICIO, ...args], { timeout: 50_000 }));
};

test.each([['start'], ['status']])(
  '%s ends with a plain sentence when the disk fails before the views have caught up',
  async (command) => {
    const { code, err } = await onSmallDisk(command);
    expect(err).toMatch(/views.db cannot (grow|be read or written): .*\.$/m);
    expect(code).toBe(1);
  },
  60_000,
);
