import { personId, type KeyStore } from '@proficio/events';
import { Role, type Caller } from '@proficio/graph';

/** What a verified token says of its bearer. */
export type Claims = Readonly<Record<string, unknown>>;

const TENANT = /^[a-z0-9-]{1,64}$/;
const TEXT_LIMIT = 1000;

/** The caller that verified claims name; undefined where they name none that we know. */
export const callerOf =
  (keys: KeyStore) =>
  async ({ iss, sub, tenant, role }: Claims): Promise<Caller | undefined> => {
    const known = Object.values(Role).find((one) => typeof role === 'string' && one === role.toUpperCase());
    if (!known || !isSubject(iss) || !isSubject(sub)) return undefined;
    if (!isTenant(tenant)) return undefined;
    return { tenant, role: known, actor: await personId(keys, tenant, iss, sub) };
  };

export const isTenant = (claim: unknown): claim is string => typeof claim === 'string' && TENANT.test(claim);

/** Issuers are as long as their subjects. */
export const isSubject = (claim: unknown): claim is string =>
  typeof claim === 'string' && claim.length > 0 && claim.length <= TEXT_LIMIT;
