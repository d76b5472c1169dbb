import { randomBytes } from 'node:crypto';
import { DESTROYED, type Key, type KeptKey, type MovableKeyStore } from '@proficio/events';
import { closeFile, openFile, type Database, type Statement } from './driver.js';
import { GroupCommit } from './group-commit.js';
import { StorageError } from '../storage-error.js';
import { storing } from './storing.js';

/**
 * Keys lie in a table that only grows at its end and are overwritten in place by zeros, so that SQLite never moves a
 * key and no stale copy of it can stay behind in another page. The index holds names only.
 */
const KEYS_FILE = `
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS keys (
    number INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    subject TEXT NOT NULL,
    key BLOB NOT NULL CHECK (length(key) = 32)
  );
  CREATE UNIQUE INDEX IF NOT EXISTS keys_by_subject ON keys (tenant, subject);`;

/** A process that died between destroying a key and emptying the log of changes left that to the next. */
const FORGET = 'PRAGMA wal_checkpoint(TRUNCATE)';

/** A crossing into SQLite costs more than a look. */
const WORTH_ONE_STATEMENT = 4;
/** Like learners' ids; letters of any kind do not all come out of a JSON list as they went in. */
const isPlain = (subject: string): boolean => /^[\w-]*$/.test(subject);

interface Row {
  readonly subject: string;
  readonly key: Uint8Array;
}
interface KeptRow extends Row {
  readonly number: number;
  readonly tenant: string;
}
const living = ({ key }: Pick<Row, 'key'>): Key | typeof DESTROYED =>
  key.every((byte) => byte === 0) ? DESTROYED : key;

const ZEROS = new Uint8Array(32);
const CHUNK = 1000;

/** Subjects' keys in an SQLite file of their own. What was destroyed is in no file any more. */
export class SqliteKeyStore implements MovableKeyStore {
  private readonly db: Database;
  private readonly writer: GroupCommit;
  private readonly select: Statement;
  private readonly selectMany: Statement;
  private readonly insert: Statement;
  private readonly overwrite: Statement;
  private readonly checkpoint: Statement;
  private readonly selectNext: Statement;
  private forgetting = false;

  constructor(private readonly path: string) {
    this.db = storing(path, () => openFile(path, `${KEYS_FILE} ${FORGET}`));
    this.writer = new GroupCommit(this.db, path, () => this.truncate());
    this.select = this.db.prepare('SELECT key FROM keys WHERE tenant = ? AND subject = ?');
    // A cross join keeps its order; else SQLite walks the whole list for each of the tenant's keys.
    this.selectMany = this.db.prepare(
      'SELECT keys.subject, keys.key FROM json_each(?) asked CROSS JOIN keys ON keys.tenant = ? AND keys.subject = asked.value',
    );
    this.insert = this.db.prepare('INSERT INTO keys (tenant, subject, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
    this.overwrite = this.db.prepare(
      'INSERT INTO keys (tenant, subject, key) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET key = excluded.key',
    );
    this.checkpoint = this.db.prepare(FORGET);
    this.selectNext = this.db.prepare('SELECT * FROM keys WHERE number > ? ORDER BY number LIMIT ?');
  }

  async ensure(tenant: string, subject: string): Promise<Key | typeof DESTROYED> {
    return this.find(tenant, subject) ?? this.writer.submit(() => this.make(tenant, subject));
  }

  async getMany(tenant: string, subjects: readonly string[]): Promise<ReadonlyMap<string, Key | typeof DESTROYED>> {
    if (subjects.length >= WORTH_ONE_STATEMENT && subjects.every(isPlain)) return this.findAll(tenant, subjects);
    const found = new Map<string, Key | typeof DESTROYED>();
    for (const subject of subjects) {
      const key = this.find(tenant, subject);
      if (key !== undefined) found.set(subject, key);
    }
    return found;
  }

  async destroy(tenant: string, subject: string): Promise<void> {
    await this.writer.submit(() => this.forget(tenant, subject));
  }

  async *all(): AsyncGenerator<readonly KeptKey[]> {
    for (let after = 0; ;) {
      const rows = storing(this.path, () => this.selectNext.all(after, CHUNK)) as KeptRow[];
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map((row) => ({ tenant: row.tenant, subject: row.subject, key: living(row) }));
      after = last.number;
    }
  }

  async adopt(keys: readonly KeptKey[]): Promise<void> {
    await this.writer.submit(() => {
      for (const { tenant, subject, key } of keys) {
        if (key !== DESTROYED) this.insert.run(tenant, subject, key);
        else this.forget(tenant, subject);
      }
    });
  }

  close(): void {
    this.writer.close();
    closeFile(this.db);
  }

  private forget(tenant: string, subject: string): void {
    this.overwrite.run(tenant, subject, ZEROS);
    this.forgetting = true;
  }

  private find(tenant: string, subject: string): Key | typeof DESTROYED | undefined {
    const row = storing(this.path, () => this.select.get(tenant, subject)) as Pick<Row, 'key'> | undefined;
    return row && living(row);
  }

  private findAll(tenant: string, subjects: readonly string[]): ReadonlyMap<string, Key | typeof DESTROYED> {
    const rows = storing(this.path, () => this.selectMany.all(JSON.stringify(subjects), tenant)) as Row[];
    return new Map(rows.map((row) => [row.subject, living(row)]));
  }

  private make(tenant: string, subject: string): Key | typeof DESTROYED {
    this.insert.run(tenant, subject, new Uint8Array(randomBytes(32)));
    const made = this.find(tenant, subject);
    if (made === undefined) throw new Error(`the key of ${subject} was not kept`);
    return made;
  }

  /** The log of changes still holds the key: it is written into the file and emptied before `destroy` is answered. */
  private truncate(): void {
    if (!this.forgetting) return;
    const { busy } = storing(this.path, () => this.checkpoint.get()) as { readonly busy: number };
    if (busy !== 0)
      throw new StorageError(`${this.path} is read by another process: a destroyed key may still lie in it.`);
    this.forgetting = false;
  }
}
