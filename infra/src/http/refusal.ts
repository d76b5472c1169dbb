import type { FastifyError } from 'fastify';
import { CANNOT_STORE, StorageError } from '../storage-error.js';
import { IdentityProviderError, UnauthenticatedError } from '../identity/verify.js';

/** Why a request was not even asked: as a GraphQL error, with the status that goes with it. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export const BAD_POSITION: Refusal = {
  status: 400,
  code: 'BAD_POSITION',
  message: 'x-proficio-after must be a position that a mutation or a query returned',
};

/** Undefined for what nobody expected. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  if (error instanceof UnauthenticatedError) return { status: 401, code: 'UNAUTHENTICATED', message: error.message };
  if (error instanceof IdentityProviderError) return { status: 503, code: 'UNAVAILABLE', message: error.message };
  if (error instanceof StorageError) return { status: 503, ...CANNOT_STORE };
  const { statusCode: status = 500, code } = error as Partial<FastifyError>;
  const message = WORDS[code ?? ''] ?? (status === 400 ? 'the request is malformed' : undefined);
  return message === undefined ? undefined : { status, code: 'BAD_REQUEST', message };
};

const WORDS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'the body is too large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'the body must be application/json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'the body is empty',
  FST_ERR_CTP_INVALID_JSON_BODY: 'the body is not valid JSON',
};

export const bodyOf = ({ code, message }: Refusal, correlationId: string): string =>
  JSON.stringify({ errors: [{ message, extensions: { code, correlationId } }] });
