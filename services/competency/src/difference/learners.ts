import type { ReaderOf } from '@proficio/events';
import { profile } from '../profile/profile.js';

/** A replay's learners, by ascending id. */
export interface Learners {
  readonly ids: readonly string[];
  /** Whether there are more. */
  readonly more: boolean;
}

/** Everyone of whom anything is known in a framework. */
export const learnersIn = async (
  read: ReaderOf,
  tenant: string,
  framework: string,
  last: string | null,
  first: number,
): Promise<Learners> => {
  const page = await read(profile).page('learner', {
    tenant,
    index: 'byFramework',
    equals: { framework },
    ...(last === null ? {} : { range: { from: last } }),
    first: first + 1,
  });
  const ids = page.entries.map(({ doc }) => doc.learner).filter((learner) => learner !== last);
  return { ids: ids.slice(0, first), more: page.hasNextPage || ids.length > first };
};
