import { randomUUID } from 'node:crypto';
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
