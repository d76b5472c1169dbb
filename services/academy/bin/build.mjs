import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Beside the installed packages, so that a new install builds anew. */
const STAMP = join(ROOT, 'node_modules/.cache/proficio/built');
const OURS = ['events', 'graph', 'infra', 'schema', ...within('services').map((name) => join('services', name))];
/** What every workspace is built by. */
const SHARED = ['compile.mjs', 'package-lock.json', 'tsconfig.base.json', 'turbo.json'];

/** Builds, unless every source is as it was at the last build. Says what it does on standard error alone. */
export function buildWhatIsStale() {
  const sources = digest([
    ...statsOf(
      '.',
      within('.').filter((name) => SHARED.includes(name)),
    ),
    ...OURS.flatMap(sourcesOf),
  ]);
  if (existsSync(join(ROOT, 'services/academy/dist/cli.js')) && stamped() === sources) return;
  console.error('Building ...');
  build();
  mkdirSync(join(STAMP, '..'), { recursive: true });
  writeFileSync(STAMP, sources);
}

function build() {
  const { status, error, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/turbo/bin/turbo'),
      'run',
      'build',
      '--filter=@proficio/academy...',
      '--output-logs=errors-only',
    ],
    {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 1e8,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    },
  );
  if (status === 0) return;
  console.error([error?.message, stdout, stderr].filter(Boolean).join('\n'));
  console.error('The build failed. `npm ci` in the repository installs what it needs.');
  process.exit(1);
}

/** What a build reads, with size and time of change: enough to tell that nothing was touched. */
function sourcesOf(folder) {
  const configuration = within(folder).filter((name) => /\.(json|graphql)$/.test(name));
  const sources = within(join(folder, 'src'), { recursive: true }).map((name) => join('src', name));
  return statsOf(folder, [...configuration, ...sources].sort());
}

function statsOf(folder, names) {
  return names.flatMap((name) => {
    const { size, mtimeMs } = statSync(join(ROOT, folder, name));
    return name.endsWith('.test.ts') ? [] : [[folder, name, size, mtimeMs]];
  });
}

function within(folder, options) {
  return existsSync(join(ROOT, folder)) ? readdirSync(join(ROOT, folder), options) : [];
}

const digest = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const stamped = () => (existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : undefined);
