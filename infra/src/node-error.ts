/** What Node tells with an error of its own, such as `ENOENT` of `open`. */
interface Told {
  readonly code?: unknown;
  readonly syscall?: unknown;
}

/** Of any other error nothing. What is thrown may come of another realm, where `instanceof Error` says no. */
export const toldByNode = (error: unknown): Told => (typeof error === 'object' && error !== null ? error : {});
