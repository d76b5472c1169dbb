import type { Database } from './driver.js';
import { StorageError } from '../storage-error.js';
import { isDatabaseError } from './storing.js';
import { Transaction } from './transaction.js';

interface Waiting {
  readonly write: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One writer of one file. Whatever is submitted in the same turn of the event loop shares one transaction, and so one
 * flush of the disk; nobody is answered before it. A write that refuses (throws before it wrote) fails alone.
 */
export class GroupCommit {
  private queue: Waiting[] = [];
  private closed = false;
  private readonly transaction: Transaction;

  constructor(
    db: Database,
    private readonly path: string,
    private readonly committed: () => void,
  ) {
    this.transaction = new Transaction(db, path);
  }

  submit<T>(write: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.closed) return reject(new StorageError(`${this.path} is closed.`));
      if (this.queue.length === 0) setImmediate(() => this.flush());
      this.queue.push({ write, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  /** Writes what is waiting and takes no more. */
  close(): void {
    this.closed = true;
    this.flush();
  }

  private flush(): void {
    const group = this.queue;
    if (group.length === 0) return;
    this.queue = [];
    try {
      const answers = this.transaction.run(() => group.map(attempt));
      this.committed();
      for (const answer of answers) answer();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}

/** Refusals are kept apart from failures of the database, which undo the whole group. */
const attempt = ({ write, resolve, reject }: Waiting): (() => void) => {
  try {
    const value = write();
    return () => resolve(value);
  } catch (error) {
    if (isDatabaseError(error)) throw error;
    return () => reject(error);
  }
};
