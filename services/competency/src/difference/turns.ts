/** Does a piece of work when all those told before it are over, however they ended. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

export const oneByOne = (): Turns => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
};
