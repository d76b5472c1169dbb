import { createHmac, hash } from 'node:crypto';
import { DESTROYED, type Key, type KeyStore } from '../ports/key-store.js';
import type { Command } from './message.js';
import { reject } from './rejection.js';

/** Reserved owner of keys and views that belong to no tenant; no token can name it. */
export const HOUSE = '#house';

/** A UUID made from its parts and nothing else, so that a repeat makes the same one. */
export const derivedId = (...parts: readonly (string | number | bigint)[]): string => {
  const hex = hash('sha256', JSON.stringify(parts.map(String)), 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Whatever gives the house's own key. */
type OfHouse = Pick<KeyStore, 'ensure'>;

/** Pseudonymous id, 32 hex digits, of a person in a tenant: a keyed hash, since a subject may be an e-mail address. */
export const personId = (keys: OfHouse, tenant: string, issuer: string, subject: string): Promise<string> =>
  keyedHash(keys, [tenant, issuer, subject]);

/** A source's own id, as it may be kept, 32 hex digits, where it is made from what names a person. */
export const keptSourceId = (keys: OfHouse, tenant: string, source: string, personal: string): Promise<string> =>
  keyedHash(keys, [tenant, 'source id', source, personal]);

const keyedHash = async (keys: OfHouse, parts: readonly string[]): Promise<string> => {
  const hmac = createHmac('sha256', living(await keys.ensure(HOUSE, '#person-id')));
  return hmac.update(JSON.stringify(parts)).digest('hex').slice(0, 32);
};

/**
 * Digest of the caller's input alone: no time, no generated id, no looked-up value. Keyed by the subject's key where
 * the input is personal, so that it tells nothing once the key is gone, else by the tenant's.
 */
export const digestOf = async (
  keys: KeyStore,
  { type, subject, data, meta: { tenant } }: Pick<Command, 'type' | 'subject' | 'data' | 'meta'>,
  isPersonal: boolean,
): Promise<string> => {
  if (subject !== null) await refuseErased(keys, tenant, subject);
  const owner = isPersonal && subject !== null ? subject : '#tenant';
  const hmac = createHmac('sha256', living(await keys.ensure(tenant, owner)));
  return hmac.update(JSON.stringify([type, subject, canonical(data)])).digest('base64url');
};

/** @throws Rejection LEARNER_ERASED when the subject's key was destroyed */
export const refuseErased = async (keys: KeyStore, tenant: string, subject: string): Promise<void> => {
  if ((await keys.getMany(tenant, [subject])).get(subject) === DESTROYED) isErased();
};

export const living = (key: Key | typeof DESTROYED): Key => {
  if (key === DESTROYED) return isErased();
  return key;
};

const isErased = () => reject('LEARNER_ERASED', 'learner', 'was erased and stays closed');

/** The same input gives the same text, whatever order its properties came in. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, canonical(inner)]);
};
