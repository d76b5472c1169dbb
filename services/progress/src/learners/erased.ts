import { DESTROYED, HOUSE, type Kernel } from '@proficio/events';
import type { Context } from '@proficio/graph';
import { learners, type ErasedLearner } from './learners.js';

const AT_ONCE = 500;

/** Ends every erasure that a crash cut off between its event and its key. Safe to run at any time, and again. */
export const destroyErasedKeys = async ({ kernel, read }: Pick<Context, 'kernel' | 'read'>): Promise<void> => {
  let after: string | undefined;
  for (;;) {
    const page = await read(learners).page('erased', {
      tenant: HOUSE,
      index: 'byTenant',
      equals: {},
      first: AT_ONCE,
      after,
    });
    for (const { doc } of page.entries) await destroyKey(kernel, doc);
    if (!page.hasNextPage) return;
    after = page.entries.at(-1)?.cursor;
  }
};

/** Looks first: nearly every key is gone already, and a look writes nothing. */
const destroyKey = async ({ keys }: Kernel, { of, learner }: ErasedLearner): Promise<void> => {
  const state = (await keys.getMany(of, [learner])).get(learner);
  if (state !== DESTROYED) await keys.destroy(of, learner);
};
