import type { Appended } from '../ports/event-store.js';

/** A stream as far as it was folded, and the commands that wrote it. */
export interface Folded<State = unknown> extends Appended {
  readonly state: State;
  /** Digest by `actor commandId`, for every command that wrote. */
  readonly written: Map<string, string>;
}

/**
 * The hot streams' last states, bounded, least recently used out first; and one turn at a time for each stream,
 * so that commands of one process queue instead of conflicting.
 */
export class StreamCache {
  private readonly folded = new Map<string, Folded>();
  private readonly turns = new Map<string, Promise<unknown>>();
  constructor(private readonly limit = 10_000) {}

  get<State>(stream: string): Folded<State> | undefined {
    const found = this.folded.get(stream);
    if (found) this.set(stream, found);
    return found as Folded<State> | undefined;
  }

  set(stream: string, folded: Folded): void {
    this.folded.delete(stream);
    this.folded.set(stream, folded);
    if (this.folded.size > this.limit) for (const oldest of this.folded.keys()) return this.drop(oldest);
  }

  drop(stream: string): void {
    this.folded.delete(stream);
  }

  async inTurn<T>(stream: string, work: () => Promise<T>): Promise<T> {
    const before = this.turns.get(stream);
    const mine = before ? before.then(work, work) : work();
    this.turns.set(stream, mine);
    try {
      return await mine;
    } finally {
      if (this.turns.get(stream) === mine) this.turns.delete(stream);
    }
  }
}
