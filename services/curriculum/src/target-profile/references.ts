import type { Context } from '@proficio/graph';
import { shownProfile } from './shown.js';
import { targetProfiles } from './target-profile.js';

/** Answers a reference by `key@version`, with null for what was never published. */
export const targetProfileReference = async (
  { id }: Readonly<Record<string, unknown>>,
  { caller, read }: Context,
): Promise<unknown> => {
  if (typeof id !== 'string') return null;
  const doc = await read(targetProfiles).get('version', caller.tenant, id);
  return doc ? shownProfile(doc) : null;
};
