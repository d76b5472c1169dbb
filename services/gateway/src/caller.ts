import { identity, personId, type KeyStore } from '@proficio/events';
import type { Caller } from '@proficio/graph';
import { Role } from '@proficio/graph/role';

/** What a verified token says of its bearer. */
export type Claims = Readonly<Record<string, unknown>>;

const TENANT = /^[a-z0-9-]{1,64}$/;

/** The caller that verified claims name; undefined where they name none that we know. */
export const callerOf =
  (keys: KeyStore) =>
  async ({ iss, sub, tenant, role }: Claims): Promise<Caller | undefined> => {
    const known = roleIn(role);
    if (!known || !isIdentity(iss) || !isIdentity(sub)) return undefined;
    if (!isTenant(tenant)) return undefined;
    return { tenant, role: known, actor: await personId(keys, tenant, iss, sub) };
  };

/** The caller that a pass from the gateway names; their id was made there. */
export const callerPassed = async ({ sub, tenant, role }: Claims): Promise<Caller | undefined> => {
  const known = roleIn(role);
  return known && isIdentity(sub) && isTenant(tenant) ? { tenant, role: known, actor: sub } : undefined;
};

const roleIn = (claim: unknown): Role | undefined =>
  Object.values(Role).find((one) => typeof claim === 'string' && one === claim.toUpperCase());

export const isTenant = (claim: unknown): claim is string => typeof claim === 'string' && TENANT.test(claim);

export const isIdentity = (claim: unknown): claim is string => identity.safeParse(claim).success;
