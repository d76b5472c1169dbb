import { BoundedMap } from '@proficio/events';
import type { Database, Statement } from './driver.js';

/** Statements prepared once and kept by their text, the ones used longest ago dropped first. */
export class StatementCache {
  private readonly prepared: BoundedMap<Statement>;
  constructor(
    private readonly db: Database,
    limit: number,
  ) {
    this.prepared = new BoundedMap(limit);
  }

  get(sql: string): Statement {
    return this.prepared.get(sql) ?? this.prepared.set(sql, this.db.prepare(sql));
  }

  /** Before tables go or change: no statement may hold on to them. */
  clear(): void {
    this.prepared.clear();
  }
}
