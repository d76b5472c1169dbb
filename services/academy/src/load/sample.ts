import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { Api } from '../api/ask.js';
import { ItemFile, QuizFile, RoleFile, RubricFile } from '../file/bank-shapes.js';
import { FrameworkFile } from '../file/framework-shape.js';
import { loadItems, loadQuizzes, loadRubrics } from './bank.js';
import { loadFramework } from './framework.js';
import type { Loaded } from './publish.js';
import { later } from './results.js';
import { loadRole } from './roles.js';

/** Our own files, JSON as it is: what reads others' files tells them what is wrong, and is loaded for those alone. */
const content = async <T>(name: string, shape: z.ZodType<T>): Promise<T> =>
  shape.parse(JSON.parse(await readFile(new URL(`../../content/${name}.json`, import.meta.url), 'utf8')));

/**
 * Loads the sample academy by the commands that a curator would use, once: what is there already stays as it is, since
 * curators may have made it their own.
 */
export const loadSample = async (api: Api): Promise<readonly Loaded[]> => {
  const framework = await loadFramework(api, await content('framework', FrameworkFile), { keep: true });
  const loaded = [framework];
  const choice = () => ({
    keep: true,
    after: loaded.reduce<string | undefined>((last, { position }) => later(last, position), undefined),
  });
  const { roles } = await content('roles', RoleFile);
  for (const role of roles) loaded.push(await loadRole(api, role, choice()));
  loaded.push(...(await loadItems(api, await content('items', ItemFile), choice())));
  loaded.push(...(await loadQuizzes(api, await content('quizzes', QuizFile), choice())));
  loaded.push(...(await loadRubrics(api, await content('rubrics', RubricFile), choice())));
  return loaded;
};
