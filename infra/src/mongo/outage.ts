import {
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from 'mongodb';
import { StorageError } from '../storage-error.js';

const UNREACHABLE = [
  MongoClientClosedError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
];

/** The server's codes that an operator can do something about. */
const REASONS: Readonly<Record<string | number, string>> = {
  6: 'cannot be reached',
  7: 'cannot be reached',
  13: 'denies us permission',
  18: 'refuses our credentials',
  50: 'does not answer in time',
  64: 'has no majority that keeps what is written',
  89: 'cannot be reached',
  91: 'is shutting down',
  189: 'has no primary',
  262: 'does not answer in time',
  10107: 'has no primary',
  11600: 'is shutting down',
  11602: 'has no primary',
  13435: 'has no primary',
  13436: 'has no primary',
  14031: 'cannot grow: the disk is full',
};

/** The same error, or a StorageError where the server or the way to it is to blame. */
const asStorageError = (error: unknown): unknown => {
  const reason = reasonOf(error);
  return reason === undefined ? error : new StorageError(`MongoDB ${reason}.`, { cause: error });
};

const reasonOf = (error: unknown): string | undefined => {
  if (UNREACHABLE.some((type) => error instanceof type) || isWaitedOut(error)) return 'cannot be reached';
  if (error instanceof MongoWriteConcernError) return REASONS[64];
  return error instanceof MongoServerError ? REASONS[error.code ?? ''] : undefined;
};

/** All connections are busy for longer than they should be; the driver keeps the class to itself. */
const isWaitedOut = (error: unknown): boolean =>
  error instanceof MongoError && error.name === 'MongoWaitQueueTimeoutError';

export const storing = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw asStorageError(error);
  }
};

const DUPLICATE = 11000;

/** Another process made the same document first. */
export const isDuplicate = (error: unknown): boolean => error instanceof MongoServerError && error.code === DUPLICATE;

/** Of many writes: those that came too late are nothing, and any other fault is one; the driver may have wrapped it. */
export const unlessDuplicates = (error: unknown): void => {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const cause: unknown = error.errorResponse;
  if (cause instanceof MongoError) throw cause;
  if (error.result.getWriteConcernError()) throw error;
  const errors = [error.writeErrors].flat();
  if (errors.length === 0 || errors.some(({ code }) => code !== DUPLICATE)) throw error;
};
