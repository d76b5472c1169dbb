/**
 * Makes a workspace's `dist` of its TypeScript, file by file: `node ../compile.mjs [FOLDER ...]`, `src` unless said.
 * Types are checked elsewhere, by one program over the whole house; a start on a fresh clone need not wait for that.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { transformFile } from '@swc/core';

const given = process.argv.slice(2);
const folders = given.length > 0 ? given : ['src'];
const base = given.length > 0 ? '.' : 'src';
const options = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, useDefineForClassFields: false },
    target: 'es2023',
  },
  module: { type: 'es6' },
  sourceMaps: true,
  swcrc: false,
};

const isSource = (name) => name.endsWith('.ts') && !/\.(test|sample|d)\.ts$/.test(name);

const compile = async (source) => {
  const target = join('dist', relative(base, source)).replace(/\.ts$/, '.js');
  const { code, map } = await transformFile(source, options);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, `${code}\n//# sourceMappingURL=${target.split('/').at(-1)}.map\n`);
  await writeFile(`${target}.map`, map ?? '{}');
};

await rm('dist', { recursive: true, force: true });
for (const folder of folders) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && isSource(entry.name));
  await Promise.all(files.map(({ parentPath, name }) => compile(join(parentPath, name))));
}
