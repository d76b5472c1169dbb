import { z } from 'zod';
import { ApiError, ask, type Api } from '../api/ask.js';

/** Asks every service for something small. */
const EVERYWHERE = '{ viewer { tenant } }';

/** Waits until every view contains a position; each answer that it does not yet comes after a while of waiting. */
export const visible = async (api: Api, position: string): Promise<void> => {
  for (;;)
    try {
      await ask(api, z.unknown(), EVERYWHERE, {}, position);
      return;
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'NOT_YET')) throw error;
    }
};
