import type { Database, Statement } from './driver.js';

/** Statements prepared once and kept by their text, the ones used longest ago dropped first. */
export class StatementCache {
  private readonly prepared = new Map<string, Statement>();
  constructor(
    private readonly db: Database,
    private readonly limit: number,
  ) {}

  get(sql: string): Statement {
    const known = this.prepared.get(sql);
    const statement = known ?? this.db.prepare(sql);
    if (known) this.prepared.delete(sql);
    this.prepared.set(sql, statement);
    if (this.prepared.size > this.limit) this.dropOldest();
    return statement;
  }

  /** Before tables go or change: no statement may hold on to them. */
  clear(): void {
    this.prepared.clear();
  }

  private dropOldest(): void {
    for (const sql of this.prepared.keys()) return void this.prepared.delete(sql);
  }
}
