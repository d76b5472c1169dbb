import { setTimeout as sleep } from 'node:timers/promises';
import type { Headers, Json, Person } from './academy.js';

/** The id of learner n. */
export const learnerId = (n: number): string => n.toString(16).padStart(32, '0');

/** Results that policies read differently: each learner is seen three times, most with a success at a place of their own. */
export const examRows = (learners: number) =>
  Array.from({ length: learners * 3 }, (_, index) => {
    const time = Math.floor(index / learners);
    return {
      learner: learnerId(index % learners),
      item: 'product-strategy.break-even',
      score: time === index % 4 ? 1 : 0,
      occurredAt: `2026-01-0${1 + time}T00:00:00Z`,
      source: 'exam',
      sourceId: String(index),
    };
  });

/** What views answer that have yet to read what was written. */
const BEHIND: readonly string[] = ['NOT_FOUND', 'NOT_YET'];

/** Looks at a replay until it is over, and gives these fields of it. */
export const untilOver = async (person: Person, id: string, fields = '', headers: Headers = {}): Promise<Json> => {
  for (;;) {
    const query = `query ($id: ID!) { replay(id: $id) { status ${fields} } }`;
    const { data, errors } = await person.ask(query, { id }, headers);
    if (errors?.some(({ extensions }) => !BEHIND.includes(extensions.code))) throw new Error(JSON.stringify(errors));
    if (data?.replay && data.replay.status !== 'RUNNING') return data.replay;
    await sleep(20);
  }
};
