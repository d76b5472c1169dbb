import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';

/** What a token says, once its signature, issuer, audience and time were found right. */
export interface Verified {
  readonly claims: JWTPayload;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** @throws UnauthenticatedError, IdentityProviderError */
export type Verify = (token: string) => Promise<Verified>;

export class UnauthenticatedError extends Error {
  override readonly name = 'UnauthenticatedError';
}

/** The issuer's keys cannot be had at the moment: nobody's fault who asks. */
export class IdentityProviderError extends Error {
  override readonly name = 'IdentityProviderError';
}

export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
}

const CLOCK_TOLERANCE_S = 5;
const REQUIRED = ['iss', 'sub', 'aud', 'exp'];

const rules = ({ issuer, audience }: Issuer, algorithms: readonly string[]): JWTVerifyOptions => ({
  issuer,
  audience,
  algorithms: [...algorithms],
  requiredClaims: REQUIRED,
  clockTolerance: CLOCK_TOLERANCE_S,
});

/** Tokens of this very server, for development. */
export const bySecret = (secret: Uint8Array, issuer: Issuer): Verify => {
  const options = rules(issuer, ['HS256']);
  return async (token) => verified(await checked(jwtVerify(token, secret, options)));
};

const SIGNATURES = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** Tokens of an identity provider, by the keys it publishes; they are fetched when needed and kept for ten minutes. */
export const byPublishedKeys = (jwks: URL, issuer: Issuer): Verify => {
  const keys = createRemoteJWKSet(jwks);
  const options = rules(issuer, SIGNATURES);
  return async (token) => verified(await checked(jwtVerify(token, keys, options)));
};

const verified = ({ payload }: { readonly payload: JWTPayload }): Verified => ({
  claims: payload,
  expires: (payload.exp ?? 0) * 1000,
});

/** What jose says of the keys, not of the token. */
const PROVIDER: readonly string[] = [errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code];

const checked = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new UnauthenticatedError('the token has expired', { cause: error });
    if (error instanceof errors.JOSEError && !PROVIDER.includes(error.code))
      throw new UnauthenticatedError('the token is not valid here', { cause: error });
    throw new IdentityProviderError('the keys of the identity provider cannot be had', { cause: error });
  }
};
