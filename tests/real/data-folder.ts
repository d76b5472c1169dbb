import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../kit/repository.js';

/** Real data sets, which the repository does not ship: beside it, in `shared/data`. */
export const DATA = join(REPOSITORY, '../shared/data');

/** Tests on real data are skipped, saying so, where there are none: not even what they read in preparation is there. */
export const onRealData = (title: string, tests: () => void): void =>
  existsSync(DATA) ? describe(title, tests) : test.skip(`${title} (${DATA} is not here)`, () => undefined);

export const readData = (name: string): unknown => JSON.parse(readFileSync(join(DATA, name), 'utf8'));
