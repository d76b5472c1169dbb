import { NotYetError, type EventStore, type Runner } from '@proficio/events';

const LOOK_MS = 1000;

/** Ends when the views hold what is in the log now, or when it is aborted. */
export const reachHead = async (runners: readonly Runner[], events: EventStore, signal: AbortSignal): Promise<void> => {
  const head = await events.head();
  if (head < 0n) return;
  for (const runner of runners)
    while (!signal.aborted && (await runner.until(head, LOOK_MS).then(() => false, isNotYet)));
};

const isNotYet = (error: unknown): true => {
  if (error instanceof NotYetError) return true;
  throw error;
};
