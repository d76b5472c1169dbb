import { StorageError } from '@proficio/infra/storage-error';

/**
 * Waits so long and no longer: a driver tries again by itself, and may do so for longer than a caller bears.
 * @throws StorageError
 */
export const inTime = <T>(work: Promise<T>, ms: number, store: string): Promise<T> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new StorageError(`${store} does not answer in time.`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(late));
  });
