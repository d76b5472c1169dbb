import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './telemetry/logger.js';

/** Work that a service goes on with beside requests. */
export interface Attended {
  readonly service: string;
  readonly work: (signal: AbortSignal) => Promise<void>;
}

const ANEW_MS = 1000;

/** Goes on until `signal` aborts or there is nothing more to do. After an error the work is begun anew; never rejects. */
export const attendTo = async ({ service, work }: Attended, log: Log, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    try {
      return await work(signal);
    } catch (error) {
      if (signal.aborted) return;
      log.error({ service, err: error }, 'what goes on beside requests is begun anew');
      await sleep(ANEW_MS, undefined, { signal }).catch(() => undefined);
    }
  }
};
