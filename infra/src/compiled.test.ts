import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import * as modules from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'proficio-compiled-'));
afterAll(() => rmSync(folder, { recursive: true }));
const BUILT = pathToFileURL(join(import.meta.dirname, '../dist/compiled.js')).href;

/** A process that keeps what it compiles of a library. */
const keepIn = (path: string) => {
  const work = `import { keepCompiled } from '${BUILT}';
    keepCompiled(${JSON.stringify(path)});
    console.log(typeof (await import('graphql')).parse);`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', work], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: '' },
  });
};

test('what was compiled is kept where Node can', () => {
  const kept = join(folder, 'kept');
  for (const _ of ['first', 'again']) expect(keepIn(kept)).toMatchObject({ status: 0, stdout: 'function\n' });
  const files = 'enableCompileCache' in modules ? readdirSync(kept, { recursive: true }) : [];
  expect(files.length > 1).toBe('enableCompileCache' in modules);
});
test('a folder that cannot be made is nobody’s concern', () =>
  expect(keepIn('/dev/null/nowhere')).toMatchObject({ status: 0, stdout: 'function\n', stderr: '' }));
