import type { Attempt } from './outage.js';

/**
 * Work that is under way as long as the server tells its head by the same connection. Of what a filter holds back a server
 * says nothing, however long it looks, and the client gives events by 64 alone: of categories that are rare in a long log
 * nothing comes for minutes.
 */
export const whileItTells = async <T>(
  head: () => Promise<unknown>,
  everyMs: number,
  attempt: Attempt,
  work: () => Promise<T>,
): Promise<T> => {
  const ask = () => void head().then(attempt.progress, () => undefined);
  const asking = setInterval(ask, everyMs).unref();
  try {
    return await work();
  } finally {
    clearInterval(asking);
  }
};
