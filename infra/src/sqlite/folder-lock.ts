import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from './driver.js';
import { asStorageError, isBusy, storing } from './storing.js';

/** Who holds a data folder: its process, since when (ISO 8601), and what it says of itself, such as its endpoint. */
export interface Holder {
  readonly pid: number;
  readonly since: string;
  readonly note: string;
}

export class FolderHeldError extends Error {
  override readonly name = 'FolderHeldError';
  constructor(
    readonly folder: string,
    /** Unknown in the moment between taking the folder and saying so. */
    readonly holder: Holder | undefined,
  ) {
    const whose = holder ? `process ${holder.pid} since ${holder.since}` : 'another process';
    super(`${folder} is held by ${[whose, holder?.note].filter(Boolean).join(', ')}`);
  }
}

export interface FolderLock {
  /** Tells whoever comes later what to know of the holder. */
  announce(note: string): void;
  release(): void;
}

/**
 * On a file that may not be written SQLite begins without a lock and does not say so; the change that is never committed
 * makes it say so. Its undo is kept in memory, so that a kill leaves no file behind.
 */
const TAKE = 'PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE; PRAGMA user_version = 1';

/**
 * The lock is SQLite's own on an empty file: the system drops it when the process dies, however it dies. Who holds it
 * stands in a file beside it, true only as long as the lock is held.
 * @throws FolderHeldError, StorageError
 */
export const lockFolder = (folder: string, note: string): FolderLock => {
  const lock = join(folder, 'lock.db');
  const file = join(folder, 'holder.json');
  const db = storing(lock, () => openDatabase(lock));
  try {
    db.exec(TAKE);
  } catch (error) {
    db.close();
    throw isBusy(error) ? new FolderHeldError(folder, holderIn(file)) : asStorageError(lock, error);
  }
  const since = new Date().toISOString();
  const announce = (said: string) => storing(file, () => write(file, { pid: process.pid, since, note: said }));
  const release = () => {
    rmSync(file, { force: true });
    db.close();
  };
  try {
    announce(note);
  } catch (error) {
    release();
    throw error;
  }
  return { announce, release };
};

/** Whole or not at all, for a reader that comes in between. */
const write = (file: string, holder: Holder): void => {
  writeFileSync(`${file}.new`, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

const holderIn = (file: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
};
