import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is gone when the tests of this file are done, whatever closes before it. */
export const temporaryFolder = (): { readonly path: string; readonly beforeRemoval: (close: () => void) => void } => {
  const path = mkdtempSync(join(tmpdir(), 'proficio-'));
  const closing: (() => void)[] = [];
  afterAll(() => {
    for (const close of closing) close();
    rmSync(path, { recursive: true, force: true });
  });
  return { path, beforeRemoval: (close) => void closing.push(close) };
};
