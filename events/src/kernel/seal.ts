import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { living } from './identity.js';
import { DESTROYED, type Key, type KeyStore } from '../ports/key-store.js';
import { ERASED, type Erased, type PersonalField, type Sealed } from './personal.js';

const NONCE = 12;
const TAG = 16;

/** Seals a value under its subject's key; the subject is authenticated with it, so a seal cannot change hands. */
export const seal = <T>(key: Key, subject: string, value: T): Sealed<T> => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(subject));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return { subject, sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url') };
};

export const unseal = <T>(key: Key, { subject, sealed }: Sealed<T>): T => {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
    .setAAD(Buffer.from(subject))
    .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  const text = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]);
  return JSON.parse(text.toString('utf8')) as T;
};

/** A copy of an event's data with its personal fields sealed, each under the key of the subject it names. */
export const sealPersonal = async (
  keys: KeyStore,
  tenant: string,
  fields: readonly PersonalField[],
  data: unknown,
): Promise<unknown> => {
  if (fields.length === 0) return data;
  const copy = { ...(data as Record<string, unknown>) };
  for (const { field, subject } of fields) {
    if (copy[field] === null || copy[field] === undefined) continue;
    const owner = copy[subject] as string;
    copy[field] = seal(living(await keys.ensure(tenant, owner)), owner, copy[field]);
  }
  return copy;
};

/** Opens the sealed values of one page with one look at the key store; a destroyed key reads as ERASED. */
export const unsealAll = async <T>(
  keys: KeyStore,
  tenant: string,
  values: readonly Sealed<T>[],
): Promise<readonly (T | Erased)[]> => {
  if (values.length === 0) return [];
  const known = await keys.getMany(tenant, [...new Set(values.map(({ subject }) => subject))]);
  return values.map((value) => {
    const key = known.get(value.subject);
    return key === undefined || key === DESTROYED ? ERASED : unseal(key, value);
  });
};
