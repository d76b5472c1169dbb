/** 32 random bytes that seal one subject's personal fields. */
export type Key = Uint8Array;
export const DESTROYED = 'destroyed';

/** Keys of subjects by tenant; the subject is a learner id, or a reserved name that starts with `#`. */
export interface KeyStore {
  /** The subject's key, made at the first call; DESTROYED once it was destroyed, for ever. */
  ensure(tenant: string, subject: string): Promise<Key | typeof DESTROYED>;
  /** What is known of each subject; subjects that never had a key are absent. */
  getMany(tenant: string, subjects: readonly string[]): Promise<ReadonlyMap<string, Key | typeof DESTROYED>>;
  /** Removes the key's bytes from the disk and closes the subject, also one that never had a key. Idempotent. */
  destroy(tenant: string, subject: string): Promise<void>;
}
