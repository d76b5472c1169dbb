import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { Api } from '../api/ask.js';
import { ItemFile, QuizFile, RoleFile, RubricFile } from '../file/bank-shapes.js';
import { FrameworkFile } from '../file/framework-shape.js';
import { loadItems, loadQuizzes, loadRubrics } from './bank.js';
import type { Choice } from './choice.js';
import { loadFramework } from './framework.js';
import type { Loaded } from './publish.js';
import { loadRole } from './roles.js';
import { allVisible } from './visible.js';

/** Our own files, JSON as it is: what reads others' files tells them what is wrong, and is loaded for those alone. */
const content = async <T>(name: string, shape: z.ZodType<T>): Promise<T> =>
  shape.parse(JSON.parse(await readFile(new URL(`../../content/${name}.json`, import.meta.url), 'utf8')));

const KEPT: Choice = { keep: true };

/**
 * Loads the sample academy by the commands that a curator would use, once: what is there already stays as it is, since
 * curators may have made it their own. Ends when every service can read it, so that a learner may enrol at once.
 */
export const loadSample = async (api: Api): Promise<readonly Loaded[]> => {
  const framework = [await loadFramework(api, await content('framework', FrameworkFile), KEPT)];
  await allVisible(api, framework);
  const roles: Loaded[] = [];
  for (const role of (await content('roles', RoleFile)).roles) roles.push(await loadRole(api, role, KEPT));
  const items = await loadItems(api, await content('items', ItemFile), KEPT);
  await allVisible(api, items);
  const quizzes = await loadQuizzes(api, await content('quizzes', QuizFile), KEPT);
  const rubrics = await loadRubrics(api, await content('rubrics', RubricFile), KEPT);
  const loaded = [...framework, ...roles, ...items, ...quizzes, ...rubrics];
  await allVisible(api, loaded);
  return loaded;
};
