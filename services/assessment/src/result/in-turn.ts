/** The last row under way of each result. */
export type Turns = Map<string, Promise<unknown>>;

/** Rows of one result follow one another: one that is sent once more must not be overtaken by the next. */
export const inTurn = <T>(turns: Turns, id: string, send: () => Promise<T>): Promise<T> => {
  const sent = turns.get(id)?.then(send, send) ?? send();
  turns.set(id, sent);
  return sent;
};
