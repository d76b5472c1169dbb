import type { Appended } from '../ports/event-store.js';

/** A stream as far as it was folded, and the commands that wrote it. */
export interface Folded<State = unknown> extends Appended {
  readonly state: State;
  /** Digest by `actor commandId`, for every command that wrote. */
  readonly written: Map<string, string>;
}

/**
 * The hot streams' last states, bounded, those not used for long out first; and one turn at a time for each stream,
 * so that commands of one process queue instead of conflicting.
 */
export class StreamCache {
  // Two halves of the bound instead of one list in order of use: an import that touches every stream once costs nothing.
  private recent = new Map<string, Folded>();
  private before = new Map<string, Folded>();
  private readonly turns = new Map<string, Promise<unknown>>();
  constructor(private readonly limit = 10_000) {}

  get<State>(stream: string): Folded<State> | undefined {
    const found = this.recent.get(stream) ?? this.before.get(stream);
    if (found && !this.recent.has(stream)) this.set(stream, found);
    return found as Folded<State> | undefined;
  }

  set(stream: string, folded: Folded): void {
    this.recent.set(stream, folded);
    if (this.recent.size * 2 < this.limit) return;
    this.before = this.recent;
    this.recent = new Map();
  }

  drop(stream: string): void {
    this.recent.delete(stream);
    this.before.delete(stream);
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
