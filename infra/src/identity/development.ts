import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { storing } from '../sqlite/storing.js';
import { bySecret, type Issuer, type Verify } from './verify.js';

export const DEVELOPMENT: Issuer = { issuer: 'proficio-development', audience: 'proficio' };

const KEY_FILE = 'identity.key';

/** The folder's own signing key, made when first asked for, for its owner's eyes only. */
const keyIn = (folder: string): Uint8Array => {
  const path = join(folder, KEY_FILE);
  return storing(path, () => (existsSync(path) ? read(path) : make(folder, path)));
};

const read = (path: string): Uint8Array => Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url');

/** Whole or not at all; of two processes that make it at once, both read the one that came first. */
const make = (folder: string, path: string): Uint8Array => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = `${path}.${process.pid}`;
  writeFileSync(own, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(own, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(own);
  }
  return read(path);
};

/** Accepts what `mintToken` makes for the same folder. */
export const developmentTokens = (folder: string): Verify => bySecret(keyIn(folder), DEVELOPMENT);

export interface Minted {
  readonly subject: string;
  readonly role: string;
  readonly tenant: string;
  /** Seconds, or a span such as `12h`. */
  readonly lifetime?: string | number;
}

/** A token for a development server on this data folder; whoever can read the folder can make one. */
export const mintToken = async (folder: string, { subject, role, tenant, lifetime = '12h' }: Minted): Promise<string> =>
  new SignJWT({ role, tenant })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(DEVELOPMENT.issuer)
    .setAudience(DEVELOPMENT.audience)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(typeof lifetime === 'number' ? Math.floor(Date.now() / 1000) + lifetime : lifetime)
    .sign(keyIn(folder));
