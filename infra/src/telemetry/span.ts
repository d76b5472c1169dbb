import type { Attributes } from '@opentelemetry/api';

/**
 * Spans of everything that goes on under a correlation id, in one trace. The trace's id is made from the correlation id,
 * and so is that of the gateway's span, the root: whoever knows the one, also from an event of long ago, knows the other.
 */
export interface Tracing {
  /** Tells of what the gateway did, which is around all else. */
  readonly root: (ended: Ended) => void;
  /** Tells of what was done within. */
  readonly span: (ended: Ended) => void;
  /** Sends what was told. */
  readonly close: () => Promise<void>;
}

/** Work that is over now. */
export interface Ended {
  readonly name: string;
  readonly correlationId: string;
  /** By `clock`. */
  readonly began: number;
  readonly attributes?: Attributes;
  /** Why it failed, in a word. */
  readonly failed?: string;
}

/** Milliseconds since 1970, and parts of them. */
export const clock = (): number => performance.timeOrigin + performance.now();

/** The words of an error may be a caller's data. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
