import type { Attempt } from './outage.js';

/**
 * Work that is under way as long as the server tells its head by the same connection. Of what a filter holds back a server
 * says nothing, however long it looks, and the client gives events by 64 alone: of categories that are rare in a long log
 * nothing comes for minutes. Where nobody wants it any more its time is an answer's.
 */
export const whileItTells = async <T>(
  head: () => Promise<unknown>,
  everyMs: number,
  attempt: Attempt,
  isWanted: () => boolean,
  work: () => Promise<T>,
): Promise<T> => {
  const tell = () => (isWanted() ? attempt.progress() : undefined);
  const ask = () => void head().then(tell, () => undefined);
  const asking = setInterval(ask, everyMs).unref();
  try {
    return await work();
  } finally {
    clearInterval(asking);
  }
};
