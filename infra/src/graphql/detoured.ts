const DETOURED = Symbol('detoured');

/** The context of a request that goes no short way again, since it did not go well. */
export const detoured = <T extends object>(context: T): T => ({ ...context, [DETOURED]: context });

export const isDetoured = (context: object): boolean => DETOURED in context;

/** What stands for one request of a client, however often and by whichever way a subgraph is asked for it. */
export const requestOf = (context: object): object => {
  const first: unknown = DETOURED in context ? context[DETOURED] : context;
  return typeof first === 'object' && first !== null ? first : context;
};
