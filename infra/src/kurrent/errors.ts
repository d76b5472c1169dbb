/** The server ended what it should not end. */
export class EndedError extends Error {
  override readonly name = 'EndedError';
}

export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** Words about the connection and about the server as a whole; everything else is about what was asked. */
const TYPES = new Set(['unavailable', 'deadline-exceeded', 'cancelled', 'timeout', 'not-leader']);
const CANCELLED = 1;
const UNKNOWN = 2;
const DEADLINE_EXCEEDED = 4;
const INTERNAL = 13;
const UNAVAILABLE = 14;
const CODES = new Set([CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, INTERNAL, UNAVAILABLE]);

/** Appends fail by plain errors with a code, reads by errors with a type and, of their native part, without a code. */
interface Told {
  readonly type?: string;
  readonly code?: number | string;
  readonly message: string;
}

export const isOutage = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { type, code, message }: Told = error;
  if (error instanceof NoAnswerError || error instanceof EndedError) return true;
  if (TYPES.has(type ?? '') || CODES.has(Number(code)) || isLost(error)) return true;
  return type === 'unknown' && code === undefined && !isInvalid({ message });
};

/** No node of a cluster answered, or none of those that did leads: a plain error that has only words. */
export const isLost = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Failed to discover');

/**
 * After these the client never does better (tried): it keeps for ever that it could not ask a server what it supports, and
 * keeps to one that is cut off from its cluster, which says in words alone that it is not ready.
 */
export const isStuck = (error: unknown): boolean => {
  const { type, code }: Told = error as Error;
  const isUnknown = type === 'unknown' || Number(code) === UNKNOWN || Number(code) === INTERNAL;
  return isLost(error) || (isUnknown && isOutage(error));
};

const DENIED = new Set([7, 16]);
export const isDenied = (error: unknown): boolean => {
  const { type, code }: Told = error as Error;
  return type === 'access-denied' || DENIED.has(Number(code));
};

/** The native reader has one word for all errors that it does not know. */
export const isInvalid = ({ message }: { readonly message: string }): boolean => /invalid argument/i.test(message);
