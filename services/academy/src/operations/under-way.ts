/** The same work, and a wait for all that was begun of it: whoever asked may have gone. */
export const underWay = <A extends readonly unknown[], T>(work: (...given: A) => Promise<T>) => {
  const begun = new Set<Promise<unknown>>();
  return {
    run: (...given: A): Promise<T> => {
      const one = work(...given);
      const over = one.catch(() => undefined).finally(() => begun.delete(over));
      begun.add(over);
      return one;
    },
    over: async (): Promise<void> => void (await Promise.all(begun)),
  };
};
