import { z } from 'zod';
import { ApiError, ask, type Api } from '../api/ask.js';

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
