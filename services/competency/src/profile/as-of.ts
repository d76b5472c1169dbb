/** A fact's two clocks, ISO 8601 in UTC: when it happened, and by when the log had surely taken it. */
export interface Clocks {
  readonly occurredAt: string;
  /** The running maximum of recordedAt over the tenant and framework, so that it never moves back along the log. */
  readonly knownAt: string;
}

/** Everything up to a moment on one clock: what had happened by then, by all that is known now, or what was known then. */
export interface AsOf {
  readonly clock: 'OCCURRED' | 'RECORDED';
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
}

/** Whether a fact is part of it; of the live profile, null, every fact is. */
export const isPart = (asOf: AsOf | null, { occurredAt, knownAt }: Clocks): boolean =>
  asOf === null || (asOf.clock === 'OCCURRED' ? occurredAt : knownAt) <= asOf.at;

/** Whether it was known. Withdrawals and corrections have no time of their own: on the clock of what happened all hold. */
export const isKnown = (asOf: AsOf | null, knownAt: string): boolean =>
  asOf === null || asOf.clock === 'OCCURRED' || knownAt <= asOf.at;
