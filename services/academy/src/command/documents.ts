import type { Api } from '../api/ask.js';
import { ItemFile, QuizFile, RoleFile, RubricFile } from '../file/bank-shapes.js';
import { readDocument } from '../file/document.js';
import { doubledKeys } from '../file/doubled-keys.js';
import { frameworkReferences } from '../file/framework-references.js';
import { FrameworkFile } from '../file/framework-shape.js';
import { loadItems, loadQuizzes, loadRubrics } from '../load/bank.js';
import { each } from '../load/each.js';
import { loadFramework } from '../load/framework.js';
import type { Loaded } from '../load/publish.js';
import { roleReferences } from '../load/role-references.js';
import { loadRole } from '../load/roles.js';

/** Reads a whole file, and all its faults, before the first of it is sent. */
type Import = (api: Api, path: string) => Promise<readonly Loaded[]>;

export const readItems = (path: string): Promise<ItemFile> => readDocument(path, ItemFile, doubledKeys('items'));

/** What can be imported from a document, by the noun that the command line has for it. */
export const DOCUMENTS: Readonly<Record<'framework' | 'roles' | 'items' | 'quizzes' | 'rubrics', Import>> = {
  framework: async (api, path) => [
    await loadFramework(api, await readDocument(path, FrameworkFile, frameworkReferences)),
  ],
  roles: async (api, path) => {
    const { roles } = await readDocument(path, RoleFile, doubledKeys('roles'), roleReferences(api));
    return each('roles', roles, (role) => loadRole(api, role));
  },
  items: async (api, path) => loadItems(api, await readItems(path)),
  quizzes: async (api, path) => loadQuizzes(api, await readDocument(path, QuizFile, doubledKeys('quizzes'))),
  rubrics: async (api, path) => loadRubrics(api, await readDocument(path, RubricFile, doubledKeys('rubrics'))),
};
