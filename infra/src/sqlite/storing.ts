import { StorageError } from '../storage-error.js';

/** SQLite's primary result codes, and Node's codes of file operations, that an operator can do something about. */
const REASONS: Readonly<Record<string | number, string>> = {
  5: 'is locked by another process',
  8: 'cannot be written: it is read-only',
  10: 'cannot be read or written: the disk reports an error',
  11: 'is damaged: restore it from a backup',
  13: 'cannot grow: the disk is full',
  14: 'cannot be opened: check that the folder exists and may be written',
  26: 'is not one of our database files',
  ERR_INVALID_STATE: 'is closed',
  EACCES: 'cannot be written: permission is denied',
  ENOENT: 'cannot be made: check that the folder above it exists and may be written',
  ENOSPC: 'cannot grow: the disk is full',
  ENOTDIR: 'is not a folder',
  EEXIST: 'is not a folder',
  EPERM: 'cannot be written: permission is denied',
  EROFS: 'cannot be written: it is read-only',
};

/** Both drivers put the result code on the error; its low byte is the primary code. */
interface Coded {
  readonly errcode?: number;
  readonly code?: string;
}

/** The same error, or a StorageError about `path` where the disk is to blame. */
export const asStorageError = (path: string, error: unknown): unknown => {
  if (typeof error !== 'object' || error === null) return error;
  const { errcode, code } = error as Coded;
  const reason = REASONS[errcode === undefined ? (code ?? '') : errcode & 0xff];
  return reason === undefined ? error : new StorageError(`${path} ${reason}.`, { cause: error });
};

export const storing = <T>(path: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw asStorageError(path, error);
  }
};

/** Did SQLite say it, and not our own code? */
export const isDatabaseError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && (error as Coded).errcode !== undefined;

const SQLITE_BUSY = 5;
export const isBusy = (error: unknown): boolean =>
  isDatabaseError(error) && ((error as Coded).errcode ?? 0) % 256 === SQLITE_BUSY;
