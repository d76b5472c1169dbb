import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import {
  BadCursorError,
  ConflictError,
  NotYetError,
  PositionError,
  Rejection,
  UnreadableEventError,
} from '@proficio/events';
import { CANNOT_STORE, StorageError } from '../storage-error.js';

interface Failure {
  readonly code: string;
  readonly message: string;
}

/** The error as it was thrown and everything that gateway and executor have wrapped around it, outermost first. */
const layersOf = (error: unknown): readonly unknown[] =>
  error instanceof GraphQLError && error.originalError ? [error, ...layersOf(error.originalError)] : [error];

/** Codes that say nothing but that something broke. */
const BROKEN: readonly unknown[] = [undefined, 'INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR'];

const codeOf = (layer: unknown): string | undefined => {
  const code = layer instanceof GraphQLError ? layer.extensions['code'] : undefined;
  return typeof code === 'string' && !BROKEN.includes(code) ? code : undefined;
};

const OVERTAKEN = { code: 'UNAVAILABLE', message: 'too many write here at once; nothing was written, send it again' };
const CANNOT_READ = { code: 'UNREADABLE', message: 'what is written here is newer than this server' };

/** What is told plainly, and yet is for whoever runs the server to look into. */
const isForTheLog = (cause: unknown): boolean =>
  [StorageError, UnreadableEventError].some((type) => cause instanceof type);

/** What a caller may know of an error; undefined for a bug or an outage. */
const failureOf = (error: unknown): Failure | undefined => {
  const layers = layersOf(error);
  const cause = layers.at(-1);
  if (cause instanceof NotYetError) return { code: 'NOT_YET', message: 'the views have not reached this position yet' };
  if (cause instanceof PositionError)
    return { code: 'BAD_POSITION', message: 'the position is beyond the end of the log' };
  if (cause instanceof BadCursorError) return { code: 'BAD_CURSOR', message: 'the cursor is none of this list' };
  if (cause instanceof Rejection) return { code: cause.code, message: cause.message };
  if (cause instanceof StorageError) return CANNOT_STORE;
  if (cause instanceof ConflictError) return OVERTAKEN;
  if (cause instanceof UnreadableEventError) return CANNOT_READ;
  if (!(cause instanceof GraphQLError)) return undefined;
  const code = layers.map(codeOf).find((found) => found !== undefined);
  // Without a code but with a place in the document: the executor refused a literal.
  return code || cause.nodes ? { code: code ?? 'BAD_USER_INPUT', message: cause.message } : undefined;
};

/** The error as a client reads it; `hide` is told of what it shall not read. */
export const shown = (
  error: unknown,
  { message, extensions, ...place }: GraphQLFormattedError,
  correlationId: string,
  hide: (cause: unknown) => void,
): GraphQLFormattedError => {
  const failure = failureOf(error);
  const cause = layersOf(error).at(-1);
  if (!failure || isForTheLog(cause)) hide(cause);
  if (!failure) {
    const masked = `something went wrong here; the log tells of it under ${correlationId}`;
    return { message: masked, ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId } };
  }
  const { serviceName: _ours, ...rest } = extensions ?? {};
  const words = cause instanceof GraphQLError ? message : failure.message;
  return { message: words, ...place, extensions: { ...rest, code: failure.code } };
};
