import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openMetrics } from '@proficio/infra';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8');
const sources = ['events/src', 'infra/src', 'node_modules/opossum/lib'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.(ts|js)$/.test(name))
    .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
);

test('the page has every metric that there is, and no other', async () => {
  const { text } = await openMetrics().read();
  const there = [...text.matchAll(/^# HELP (proficio_\w+)/gm)].map(([, name]) => name);
  const told = [...page.matchAll(/`(proficio_\w+)`/g)].map(([, name]) => name);
  expect([...new Set(told)].sort()).toEqual(there.sort());
});
test.each([
  'a projection stands still',
  'an event is set aside',
  'a subgraph does not answer',
  'Breaker is open',
  'request failed',
  'operation failed',
  'unexpected error',
  'nobody takes the traces',
  'the traces are taken again',
  'nobody can tell whether this process is ready',
  'cannot be reached',
  'cannot grow: the disk is full',
  'is beyond the head of the log, ',
  'has no event at position ',
  ': it is of another log.',
  'The views have read further than the log goes: without views.db, or MongoDB’s database of views, they are built again from it.',
  'is newer than this service',
])('the page quotes what is said: %s', (words) => {
  expect(page).toContain(words);
  expect(sources.some((source) => source.includes(words))).toBe(true);
});
