import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const repository = (from: string): string => (existsSync(join(from, 'turbo.json')) ? from : repository(dirname(from)));

/** The repository, from wherever this file runs, compiled or not. */
export const REPOSITORY = repository(import.meta.dirname);
