import type { StoredEvent } from '@proficio/events';
import { callers, type Academy, type Json } from './academy.js';

type People = Pick<Academy, 'as' | 'send'>;

/** A mutation, which may be sent again, and the marks that its events bear in the log. */
interface Mutation {
  readonly marks: readonly string[];
  readonly send: (people: People) => Promise<Json>;
}

/** Every mutation that was sent, by whether its answer arrived. */
export class Ledger {
  /** The position that the answer told, by mark. */
  readonly acknowledged = new Map<string, bigint>();
  private readonly unanswered = new Set<Mutation>();
  constructor(private readonly folder: string) {}

  /** Gives the answer. @throws Error for a problem, and when the server dies: then it stays unanswered */
  async send(url: string, mutation: Mutation): Promise<Json> {
    this.unanswered.add(mutation);
    const answer = await mutation.send(callers(url, this.folder));
    if (answer.position === undefined) throw new Error(`${mutation.marks.join(', ')}: ${JSON.stringify(answer)}`);
    this.unanswered.delete(mutation);
    for (const mark of mutation.marks) this.acknowledged.set(mark, BigInt(answer.position));
    return answer;
  }

  /** As a careful client does when it got no answer. */
  async sendAgain(url: string): Promise<void> {
    for (const mutation of [...this.unanswered]) await this.send(url, mutation);
  }
}

/** The mark that an event bears: the imported row's own id, else its command's. */
export const markOf = ({ data, meta }: StoredEvent): string | null =>
  data instanceof Object && 'sourceId' in data ? String(data.sourceId) : meta.commandId;

/** Of what was acknowledged, what is not in the log or further on than it was told, and what is there twice. */
export const missingIn = ({ acknowledged }: Ledger, log: readonly StoredEvent[]) => {
  const places = new Map<string | null, bigint>();
  const twice: (string | null)[] = [];
  for (const event of log) {
    const mark = markOf(event);
    if (mark !== null && acknowledged.has(mark) && places.has(mark)) twice.push(mark);
    places.set(mark, event.position);
  }
  const missing = [...acknowledged].filter(([mark, told]) => (places.get(mark) ?? told + 1n) > told);
  return { missing, twice };
};

/** Repeats the work until it is cut off because the server died, or had no time for it. */
export const untilCut = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    for (;;) await work();
  } catch (error) {
    if (!CUT.test(String(error))) throw error;
  }
};
const CUT = /TypeError: (fetch failed|terminated)|NOT_YET/;
