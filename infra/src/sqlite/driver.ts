import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import { isDatabaseError } from './storing.js';

/** What SQLite takes and gives. Integers come as numbers unless a statement reads bigints. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** Values are bound to plain `?` in order; the numbered `?1` fails in Node 22.14. */
export interface Statement {
  run(...values: readonly SqlValue[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
  get(...values: readonly SqlValue[]): unknown;
  all(...values: readonly SqlValue[]): unknown[];
  setReadBigInts(on: boolean): void;
}

/** The part of `node:sqlite` that the stores use. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface Driver {
  readonly DatabaseSync: new (path: string, options?: { readonly readOnly?: boolean }) => Database;
}

const builtIn = (): Driver | undefined => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 14)) return undefined;
  return unwarned(() => process.getBuiltinModule('node:sqlite' as 'node:fs') as unknown as Driver | undefined);
};

/** Node 22 warns whoever loads its SQLite: it is used here knowingly, and nothing that a command tells is to begin so. */
const unwarned = <T>(load: () => T): T => {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
};

/** One SQLite build in a process: Node's own where it has one, else the same API from prebuilt binaries. */
const driver = builtIn() ?? ((await import('@photostructure/sqlite')) as unknown as Driver);

/** Both drivers close a database that nobody refers to, even while its statements are used and its locks relied on. */
const held = new Set<Database>();

class HeldDatabase extends driver.DatabaseSync {
  constructor(path: string) {
    super(path);
    held.add(this);
  }
  override close(): void {
    held.delete(this);
    super.close();
  }
}

/** Open until it is closed; what is in the file is its owner's alone. */
export const openDatabase = (path: string): Database => {
  keepFromOthers(path);
  return new HeldDatabase(path);
};

/** What SQLite makes beside a file has the mode of that file, as long as it lies there. */
const keepFromOthers = (path: string): void => {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) tighten(file);
};

const tighten = (file: string): void => {
  const { mode, uid } = statSync(file);
  // A file of another owner stays as it is: whether we may use it is for the system to say.
  if ((mode & 0o077) !== 0 && (process.geteuid?.() ?? uid) === uid) chmodSync(file, mode & 0o700);
};

/** Opens a file in WAL mode, sets it up by `sql`, and leaves nothing open when that fails. */
export const openFile = (path: string, sql: string): Database => {
  const db = openDatabase(path);
  try {
    db.exec(`PRAGMA journal_mode = WAL; ${sql}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/**
 * The driver of Node 20 lets go of a file only when its statements are collected, so everything is moved into the file
 * before. Where that fails, on a full disk, all is still safe in the log beside it and closing goes on.
 */
export const closeFile = (db: Database): void => {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
  } finally {
    db.close();
  }
};
