import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const repository = (from: string): string => (existsSync(join(from, 'turbo.json')) ? from : repository(dirname(from)));

/** The repository, from wherever this file runs. */
export const REPOSITORY = repository(import.meta.dirname);

/** Real data sets, which the repository does not ship: beside it, in `shared/data`. */
export const DATA = join(REPOSITORY, '../shared/data');

/** Tests on real data are skipped, saying so, where there are none: not even what they read in preparation is there. */
export const onRealData = (title: string, tests: () => void): void =>
  existsSync(DATA) ? describe(title, tests) : test.skip(`${title} (${DATA} is not here)`, () => undefined);

export const readData = (name: string): unknown => JSON.parse(readFileSync(join(DATA, name), 'utf8'));
