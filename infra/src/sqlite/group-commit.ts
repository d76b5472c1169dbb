import type { Database } from './driver.js';
import { asStorageError, isDatabaseError, StorageError } from './storage-error.js';

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
  private readonly begin;
  private readonly commit;
  private readonly rollback;

  constructor(
    db: Database,
    private readonly path: string,
    private readonly committed: () => void = () => undefined,
  ) {
    this.begin = db.prepare('BEGIN IMMEDIATE');
    this.commit = db.prepare('COMMIT');
    this.rollback = db.prepare('ROLLBACK');
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
      for (const answer of this.inTransaction(group)) answer();
    } catch (error) {
      const reason = asStorageError(this.path, error);
      for (const { reject } of group) reject(reason);
    }
  }

  private inTransaction(group: readonly Waiting[]): readonly (() => void)[] {
    this.begin.run();
    try {
      const answers = group.map(attempt);
      this.commit.run();
      this.committed();
      return answers;
    } catch (error) {
      this.undo();
      throw error;
    }
  }

  /** After some errors SQLite has rolled back by itself. */
  private undo(): void {
    try {
      this.rollback.run();
    } catch (error) {
      if (!isDatabaseError(error)) throw error;
    }
  }
}

const attempt = ({ write, resolve, reject }: Waiting): (() => void) => {
  try {
    const value = write();
    return () => resolve(value);
  } catch (error) {
    if (isDatabaseError(error)) throw error;
    return () => reject(error);
  }
};
