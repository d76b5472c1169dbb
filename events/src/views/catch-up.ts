import type { EventBatch } from '../ports/event-store.js';
import type { Folding } from './folding.js';

/**
 * Folds all that `read` gives from the checkpoint on, many batches to a commit. Where an event fails it goes back to the
 * last commit, and batch by batch to beyond that event, which is set aside on the way.
 */
export const catchUp = async (folding: Folding, read: () => AsyncIterable<EventBatch>): Promise<void> => {
  let failed: bigint | undefined;
  do failed = await gatherAll(folding, read(), failed);
  while (failed !== undefined);
};

/** Gives how far it had come when an event failed. Up to `careful`, where one failed before, each batch is committed. */
const gatherAll = async (
  folding: Folding,
  batches: AsyncIterable<EventBatch>,
  careful: bigint | undefined,
): Promise<bigint | undefined> => {
  let reached: bigint | undefined;
  for await (const batch of batches) {
    reached = batch.position;
    if (careful !== undefined && (folding.checkpoint ?? -1n) < careful) await folding.fold(batch);
    else if (!(await folding.gather(batch))) return reached;
  }
  return (await folding.finish()) ? undefined : reached;
};
