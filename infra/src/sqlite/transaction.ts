import type { Database, Statement } from './driver.js';
import { isDatabaseError, storing } from './storing.js';

/** Runs work in one transaction: all of it, or nothing when it throws. */
export class Transaction {
  private readonly begin: Statement;
  private readonly commit: Statement;
  private readonly rollback: Statement;

  constructor(
    db: Database,
    private readonly path: string,
  ) {
    this.begin = db.prepare('BEGIN IMMEDIATE');
    this.commit = db.prepare('COMMIT');
    this.rollback = db.prepare('ROLLBACK');
  }

  run<T>(work: () => T): T {
    return storing(this.path, () => {
      this.begin.run();
      try {
        const result = work();
        this.commit.run();
        return result;
      } catch (error) {
        this.undo();
        throw error;
      }
    });
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
