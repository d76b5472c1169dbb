import type { Fault } from '@proficio/events';

/** What can become of a row. */
export type Outcome = 'recorded' | 'unchanged' | 'corrected' | 'skipped';

/** Why a row was skipped; `line` is where it begins in its file. */
export interface Skipped {
  readonly line: number;
  readonly faults: readonly Fault[];
}

/** What became of a file of results. */
export interface Report {
  readonly rows: number;
  readonly recorded: number;
  readonly unchanged: number;
  readonly corrected: number;
  readonly skipped: number;
  /** How many of those not skipped are prior learning. */
  readonly priorLearning: number;
  /** By line; no more than the first ten thousand are kept. */
  readonly faults: readonly Skipped[];
}

const KEPT = 10_000;

/** Counts rows as they are answered. */
export class Tally {
  private readonly counts = { recorded: 0, unchanged: 0, corrected: 0, skipped: 0 };
  private priorLearning = 0;
  private readonly faults: Skipped[] = [];

  skip(skipped: Skipped): void {
    this.counts.skipped += 1;
    if (this.faults.length < KEPT) this.faults.push(skipped);
  }

  take(outcome: Exclude<Outcome, 'skipped'>, isPriorLearning: boolean): void {
    this.counts[outcome] += 1;
    if (isPriorLearning) this.priorLearning += 1;
  }

  get rows(): number {
    const { recorded, unchanged, corrected, skipped } = this.counts;
    return recorded + unchanged + corrected + skipped;
  }

  report(): Report {
    const { rows, counts, priorLearning, faults } = this;
    return { rows, ...counts, priorLearning, faults: faults.toSorted((a, b) => a.line - b.line) };
  }
}
