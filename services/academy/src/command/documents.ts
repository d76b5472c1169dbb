import type { Api } from '../api/ask.js';
import { ItemFile, QuizFile, RoleFile, RubricFile } from '../file/bank-shapes.js';
import { readDocument } from '../file/document.js';
import { FaultyFile } from '../file/faulty-file.js';
import { FrameworkFile } from '../file/framework-shape.js';
import { loadItems, loadQuizzes, loadRubrics } from '../load/bank.js';
import { loadFramework } from '../load/framework.js';
import type { Loaded } from '../load/publish.js';
import { loadRole, targetFaults } from '../load/roles.js';

/** Reads a whole file, and all its faults, before the first of it is sent. */
type Import = (api: Api, path: string) => Promise<readonly Loaded[]>;

const importRoles: Import = async (api, path) => {
  const { roles } = await readDocument(path, RoleFile);
  const faults = await targetFaults(api, roles);
  if (faults.length > 0) throw new FaultyFile(path, faults);
  const loaded: Loaded[] = [];
  for (const role of roles) loaded.push(await loadRole(api, role));
  return loaded;
};

/** What can be imported from a document, by the noun that the command line has for it. */
export const DOCUMENTS: Readonly<Record<'framework' | 'roles' | 'items' | 'quizzes' | 'rubrics', Import>> = {
  framework: async (api, path) => [await loadFramework(api, await readDocument(path, FrameworkFile))],
  roles: importRoles,
  items: async (api, path) => loadItems(api, await readDocument(path, ItemFile)),
  quizzes: async (api, path) => loadQuizzes(api, await readDocument(path, QuizFile)),
  rubrics: async (api, path) => loadRubrics(api, await readDocument(path, RubricFile)),
};
