import { z } from 'zod';
import { ApiError, ask, type Api } from '../api/ask.js';
import type { Loaded } from './publish.js';
import { later } from './results.js';

/** Asks every service for something small. */
const EVERYWHERE = `{
  frameworks(first: 1) { edges { node { key } } }
  items(first: 1) { edges { node { key } } }
  viewer { learner { registered competency(framework: "none") { position } } }
}`;

/** Waits until every view contains a position, however long that takes. */
export const visible = async (api: Api, position: string): Promise<void> => {
  for (;;)
    try {
      await ask(api, z.unknown(), EVERYWHERE, {}, position);
      return;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.codes.includes('NOT_YET')) continue;
      // There is no framework of that name, and whoever says so has waited.
      if (error.codes.every((code) => code === 'NOT_FOUND')) return;
      throw error;
    }
};

/** Waits until what was loaded can be read, so that what comes next may rest on it. */
export const allVisible = async (api: Api, loaded: readonly Loaded[]): Promise<void> => {
  const position = loaded.reduce<string | undefined>((last, each) => later(last, each.position), undefined);
  if (position !== undefined) await visible(api, position);
};
