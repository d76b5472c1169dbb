import { setTimeout as sleep } from 'node:timers/promises';
import { StorageError } from '@proficio/infra/storage-error';

/** Waits so long and no longer: a driver tries again by itself, and may do so for longer than a caller bears. @throws StorageError */
export const inTime = async <T>(work: Promise<T>, ms: number, store: string): Promise<T> => {
  const over = new AbortController();
  const late = sleep(ms, undefined, { signal: over.signal }).then((): never => {
    throw new StorageError(`${store} does not answer in time.`);
  });
  return Promise.race([work, late]).finally(() => over.abort());
};
