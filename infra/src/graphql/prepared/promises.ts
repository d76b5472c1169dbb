export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

export const whenAll = async <T>(pending: readonly Promise<unknown>[], whole: T): Promise<T> => {
  await Promise.all(pending);
  return whole;
};

/** Nobody waits for these any more, so nobody may be told that one of them failed. */
export const settled = (pending: readonly Promise<unknown>[]): void => {
  for (const one of pending) one.catch(() => undefined);
};
