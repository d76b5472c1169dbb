import { z } from 'zod';
import { mutate, Refusal, type Api } from '../api/ask.js';

/** What became of one entry of a file; `position` is what reading it back must wait for. */
export interface Loaded {
  readonly key: string;
  readonly outcome: 'loaded' | 'unchanged';
  readonly position: string | undefined;
}

const Nothing = z.object({});

/**
 * The way of a framework or a role to its publication: draft, submit, approve, publish. It goes on from wherever an
 * earlier run was cut off, and ends with nothing done where this very content was published last.
 * @throws Refusal
 */
export const publish = async (
  api: Api,
  noun: 'Framework' | 'Role',
  draft: { readonly key: string },
): Promise<Loaded> => {
  const { key } = draft;
  const step = (verb: string, input: object, payload = `${noun}Moved`) =>
    mutate(api, { name: `${verb}${noun}`, payload, fields: '', shape: Nothing }, input);
  const drafted = await step('draft', draft);
  const state = await stateAfter(() => step('submit', { key }));
  if (state === `${noun.toUpperCase()}_PUBLISHED`) return { key, outcome: 'unchanged', position: drafted.position };
  if (state === undefined) await step('review', { key, approved: true, note: '' });
  const { position } = await step('publish', { key }, `${noun}Publication`);
  return { key, outcome: 'loaded', position };
};

/** The code that tells that a step was taken before; undefined where it was taken now. */
const stateAfter = async (step: () => Promise<unknown>): Promise<string | undefined> => {
  try {
    await step();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal && /_(APPROVED|PUBLISHED)$/.test(error.code)) return error.code;
    throw error;
  }
};
