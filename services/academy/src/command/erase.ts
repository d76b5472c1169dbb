import { z } from 'zod';
import { mutate, type Api } from '../api/ask.js';

/** Destroys a learner's key, for ever: names, texts and links are gone everywhere; scores and counts stay. */
export const erase = async (api: Api, learner: string): Promise<void> => {
  await mutate(api, { name: 'eraseLearner', payload: 'LearnerPayload', fields: '', shape: z.object({}) }, { learner });
  console.log(`${learner}: erased`);
};
