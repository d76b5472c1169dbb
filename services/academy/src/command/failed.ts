import { ConfigurationError } from '@proficio/infra/configuration-error';
import { OperationRefusedError } from '@proficio/infra/http/operations';
import { FolderHeldError } from '@proficio/infra/sqlite/folder-lock';
import { StorageError } from '@proficio/infra/storage-error';
import { ZodError } from 'zod';
import { ApiError, Refusal } from '../api/ask.js';
import { NoAcademyError } from '../api/existing.js';
import { OtherKeyError } from '../copy/copy-keys.js';
import { OtherLogError } from '../copy/compare-logs.js';
import { FaultyFile } from '../file/faulty-file.js';
import { EntriesRefused } from '../load/each.js';

const EXPECTED = [
  ConfigurationError,
  NoAcademyError,
  ApiError,
  FaultyFile,
  EntriesRefused,
  FolderHeldError,
  OtherKeyError,
  OtherLogError,
  StorageError,
  OperationRefusedError,
];

/** What a person is told of an error: one fault a line where there are several; a stack only where nobody expected it. */
export const wordsOf = (error: unknown): string => {
  if (error instanceof Refusal)
    return error.faults.length === 0
      ? error.message
      : error.faults.map(({ field, reason }) => `${field}: ${reason}`).join('\n');
  if (error instanceof ZodError)
    return `the server answers in a shape that this version does not know: ${error.message}`;
  if (EXPECTED.some((type) => error instanceof type) && error instanceof Error) return error.message;
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : (error.stack ?? error.message);
};
