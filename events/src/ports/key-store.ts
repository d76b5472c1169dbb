/** 32 random bytes that seal one subject's personal fields. */
export type Key = Uint8Array;
export const DESTROYED = 'destroyed';

/** What is kept of one subject. */
export interface KeptKey {
  readonly tenant: string;
  readonly subject: string;
  readonly key: Key | typeof DESTROYED;
}

/** Keys of subjects by tenant; the subject is a learner id, or a reserved name that starts with `#`. */
export interface KeyStore {
  /** The subject's key, made at the first call; DESTROYED once it was destroyed, for ever. */
  ensure(tenant: string, subject: string): Promise<Key | typeof DESTROYED>;
  /** What is known of each subject; subjects that never had a key are absent. */
  getMany(tenant: string, subjects: readonly string[]): Promise<ReadonlyMap<string, Key | typeof DESTROYED>>;
  /** Removes the key's bytes from the disk and closes the subject, also one that never had a key. Idempotent. */
  destroy(tenant: string, subject: string): Promise<void>;
}

/** What every adapter can beside: moving to another one. Services have no use for it. */
export interface MovableKeyStore extends KeyStore {
  /** Everything that is kept, in chunks and in no order: for who moves it to another store. */
  all(): AsyncIterable<readonly KeptKey[]>;
  /** Keeps another store's keys for subjects that have none here, and destroys what was destroyed there. Idempotent. */
  adopt(keys: readonly KeptKey[]): Promise<void>;
}
