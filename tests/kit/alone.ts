import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderHeldError, lockFolder } from '@proficio/infra';

/** A lock that others hold is none; it ends with the process. */
export const lockOf = (folder: string, note: string): (() => void) | undefined => {
  try {
    return lockFolder(folder, note).release;
  } catch (error) {
    if (error instanceof FolderHeldError) return undefined;
    throw error;
  }
};

/** As long as a file of tests may take. */
const LONG = 900_000;

/**
 * The tests of the block around it run while no others of the same name do, in any process of this machine: on one server
 * what is asserted of its whole log holds for one who writes.
 */
export const alone = (name: string): void => {
  let release: (() => void) | undefined;
  beforeAll(async () => {
    const folder = join(tmpdir(), `proficio-tests-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`);
    mkdirSync(folder, { recursive: true });
    for (release = lockOf(folder, 'testing'); !release; release = lockOf(folder, 'testing')) await sleep(200);
  }, LONG);
  afterAll(() => release?.());
};
