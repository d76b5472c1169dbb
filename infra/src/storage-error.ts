/** A store, not the caller, is the reason: a plain sentence for whoever runs the server. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}

/** What a caller may know of it. */
export const CANNOT_STORE = { code: 'UNAVAILABLE', message: 'the server cannot store anything now' } as const;
