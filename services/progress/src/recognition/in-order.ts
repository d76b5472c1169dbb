import type { EventStore } from '@proficio/events';

/**
 * Takes one after the other: the next begins when the one before has given its events to the store, or is done without
 * any. So they share commits and still stand in the log in this order, whatever each of them had to wait for.
 */
export const inOrder = async <Item, Answer>(
  events: EventStore,
  items: readonly Item[],
  take: (item: Item, events: EventStore) => Promise<Answer>,
): Promise<readonly Answer[]> => {
  const answers: Promise<Answer>[] = [];
  for (const item of items) {
    let give = () => {};
    const given = new Promise<void>((resolve) => {
      give = resolve;
    });
    const answer = take(item, giving(events, give));
    answers.push(answer);
    await Promise.race([given, answer]);
  }
  return Promise.all(answers);
};

/** The same store, which says when events are given to it; they are not written yet. */
const giving = (events: EventStore, given: () => void): EventStore => ({
  append: (...what) => {
    const appended = events.append(...what);
    given();
    return appended;
  },
  read: (stream) => events.read(stream),
  readAll: (query, after) => events.readAll(query, after),
  subscribe: (query, after, signal) => events.subscribe(query, after, signal),
  head: () => events.head(),
});
