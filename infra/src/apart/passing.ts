import { BoundedMap } from '@proficio/events';
import { SignJWT } from 'jose';
import type { Caller } from '../graphql/parts.js';
import { bySecret, type Issuer, type Verify } from '../identity/verify.js';

/** Gives what tells a subgraph for whom the gateway asks. */
export type Pass = (caller: Caller) => Promise<string>;

/** Long enough for clocks that are minutes apart, and renewed when half of it is over. */
const LIFETIME_MS = 15 * 60_000;
const MOST = 10_000;

const from = (subgraph: string): Issuer => ({ issuer: 'proficio-gateway', audience: subgraph });

/** Passes for one subgraph, which no other takes, signed by a secret that gateway and subgraphs share. */
export const passesTo = (subgraph: string, secret: Uint8Array): Pass => {
  const { issuer, audience } = from(subgraph);
  const made = new BoundedMap<{ readonly pass: string; readonly until: number }>(MOST);
  return async ({ tenant, actor, role }) => {
    const name = `${tenant} ${role} ${actor}`;
    const known = made.get(name);
    if (known && known.until > Date.now()) return known.pass;
    const pass = await new SignJWT({ tenant, role })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(actor)
      .setExpirationTime(Math.floor((Date.now() + LIFETIME_MS) / 1000))
      .sign(secret);
    made.set(name, { pass, until: Date.now() + LIFETIME_MS / 2 });
    return pass;
  };
};

/** Takes what `passesTo` makes for the same subgraph with the same secret, and nothing else. */
export const passesOf = (subgraph: string, secret: Uint8Array): Verify => bySecret(secret, from(subgraph));
