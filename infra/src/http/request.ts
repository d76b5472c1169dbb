import { randomUUID } from 'node:crypto';
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';

/** The client's own id of what the request belongs to, where it is a plain one; else a new one. */
export const correlationIdOf = ({ headers }: Pick<FastifyRequest, 'headers'>): string => {
  const given = headers['x-correlation-id'];
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
};

export const AFTER = 'x-proficio-after';

/** What the caller wants to read back. `null`: the header is no position. */
export const afterOf = ({ headers }: FastifyRequest): bigint | undefined | null => {
  const given = headers[AFTER];
  if (given === undefined) return undefined;
  return typeof given === 'string' && /^\d{1,20}$/.test(given) ? BigInt(given) : null;
};

/** The request as the GraphQL server wants it, with the headers it looks at. */
export const graphqlRequestOf = ({ method, url, body, headers }: FastifyRequest): HTTPGraphQLRequest => {
  const kept = new HeaderMap();
  const { accept, 'content-type': contentType } = headers;
  if (accept !== undefined) kept.set('accept', accept);
  if (contentType !== undefined) kept.set('content-type', contentType);
  const query = url.indexOf('?');
  return { method, body, headers: kept, search: query < 0 ? '' : url.slice(query) };
};
