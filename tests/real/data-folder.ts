import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The repository, from wherever this file runs. */
const repository = (from: string): string => (existsSync(join(from, 'turbo.json')) ? from : repository(dirname(from)));

/** Real data sets, which the repository does not ship: beside it, in `shared/data`. */
export const DATA = join(repository(import.meta.dirname), '../shared/data');

/** Tests on real data are skipped, saying so, where there are none. */
export const onRealData = (title: string, tests: () => void): void =>
  existsSync(DATA) ? describe(title, tests) : describe.skip(`${title} (${DATA} is not here)`, tests);

export const readData = (name: string): unknown => JSON.parse(readFileSync(join(DATA, name), 'utf8'));
