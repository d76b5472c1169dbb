import { BoundedMap } from '@proficio/events';
import { UnauthenticatedError, type Verify, type Verified } from './verify.js';

/** Gives the caller behind an `Authorization` header. @throws UnauthenticatedError, IdentityProviderError */
export type Authenticate<C> = (authorization: string | undefined) => Promise<C>;

interface Known<C> {
  readonly caller: C;
  readonly until: number;
}

/** A key that its issuer withdrew is honoured no longer than this, in milliseconds. */
const KEPT_MS = 5 * 60_000;
const MOST = 10_000;
const LONGEST_TOKEN = 8192;

/** `callerOf` gives nobody for claims that name none. The latest tokens are remembered, so that few are verified twice. */
export const authenticator = <C>(
  verify: Verify,
  callerOf: (claims: Verified['claims']) => Promise<C | undefined>,
  most = MOST,
): Authenticate<C> => {
  const known = new BoundedMap<Known<C>>(most);
  return async (authorization) => {
    const token = tokenIn(authorization);
    const found = known.get(token);
    if (found && found.until > Date.now()) return found.caller;
    const { claims, expires } = await verify(token);
    const caller = await callerOf(claims);
    if (caller === undefined) throw new UnauthenticatedError('the token names no tenant, role or subject known here');
    known.set(token, { caller, until: Math.min(expires, Date.now() + KEPT_MS) });
    return caller;
  };
};

const tokenIn = (authorization: string | undefined): string => {
  const [, token] = /^bearer +([\w.~+/=-]+) *$/i.exec(authorization ?? '') ?? [];
  if (token === undefined || token.length > LONGEST_TOKEN)
    throw new UnauthenticatedError('an Authorization header with a Bearer token is needed');
  return token;
};
