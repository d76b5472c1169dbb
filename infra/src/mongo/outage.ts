import {
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerClosedError,
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
  MongoServerClosedError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
];
/** The driver keeps these classes to itself: all connections are busy for longer than they should be; a server is given up. */
const UNREACHABLE_NAMES = ['MongoWaitQueueTimeoutError', 'MongoPoolClosedError'];

const BROKEN_OFF = 'broke off what it was asked';
const NO_MAJORITY = 'has no majority that keeps what is written';
const OVERLOADED = 'is overloaded';

/** The server's codes that an operator can do something about. */
const REASONS: Readonly<Record<string | number, string>> = {
  6: 'cannot be reached',
  7: 'cannot be reached',
  13: 'denies us permission',
  18: 'refuses our credentials',
  24: 'does not answer in time',
  43: BROKEN_OFF,
  46: 'does not answer in time',
  50: 'does not answer in time',
  64: NO_MAJORITY,
  79: NO_MAJORITY,
  89: 'cannot be reached',
  91: 'is shutting down',
  100: NO_MAJORITY,
  133: 'has no primary',
  175: BROKEN_OFF,
  189: 'has no primary',
  202: 'does not answer in time',
  237: BROKEN_OFF,
  262: 'does not answer in time',
  365: OVERLOADED,
  9001: 'cannot be reached',
  10058: 'has no primary',
  10107: 'has no primary',
  11600: 'is shutting down',
  11601: BROKEN_OFF,
  11602: 'has no primary',
  13435: 'has no primary',
  13436: 'has no primary',
  14031: 'cannot grow: the disk is full',
};

/** What it says of an error beside its code: that the same again may well be answered. */
const LABELS: readonly (readonly [label: string, reason: string])[] = [
  ['SystemOverloadedError', OVERLOADED],
  ['RetryableWriteError', 'cannot be reached'],
];

/** The same error, or a StorageError where the server or the way to it is to blame. */
const asStorageError = (error: unknown): unknown => {
  const reason = reasonOf(error);
  return reason === undefined ? error : new StorageError(`MongoDB ${reason}.`, { cause: error });
};

const reasonOf = (error: unknown): string | undefined => {
  if (UNREACHABLE.some((type) => error instanceof type)) return 'cannot be reached';
  if (error instanceof MongoOperationTimeoutError) return 'does not answer in time';
  if (error instanceof MongoWriteConcernError) return NO_MAJORITY;
  if (error instanceof MongoServerError) return reasonOfServer(error);
  return error instanceof MongoError && UNREACHABLE_NAMES.includes(error.name) ? 'cannot be reached' : undefined;
};

/** Of many writes each may have failed for a reason of its own, and the first is as good as any. */
const reasonOfServer = (error: MongoServerError): string | undefined => {
  const writes = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
  const [byCode] = [error, ...writes].flatMap(({ code }) => REASONS[code ?? ''] ?? []);
  return byCode ?? LABELS.find(([label]) => error.hasErrorLabel(label))?.[1];
};

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
