import type { Runner } from '@proficio/events';
import type { Log } from './telemetry/logger.js';

/**
 * Begins to run all projections elsewhere. `reached` is told how far each is; `ended` that it is over, and why, when it
 * was not stopped.
 */
export type RunElsewhere = (
  reached: (projection: string, position: bigint) => void,
  ended: (error: unknown) => void,
) => { readonly stop: () => Promise<unknown> };

/** Ends when it was stopped, or when it is over elsewhere and must go on here. */
export const runningElsewhere = (
  elsewhere: RunElsewhere,
  runners: ReadonlyMap<string, Runner>,
  signal: AbortSignal,
  log: Log,
): Promise<void> =>
  new Promise((resolve) => {
    const { stop } = elsewhere(
      (name, position) => runners.get(name)?.reach(position),
      (error) => {
        log.error({ err: error }, 'projections end in their thread and go on in this one');
        resolve();
      },
    );
    signal.addEventListener('abort', () => void stop().finally(resolve));
  });
