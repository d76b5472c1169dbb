/** One thing wrong with the input: where, as a path (`domains.2.key`), and why. */
export interface Fault {
  readonly field: string;
  readonly reason: string;
}

/** A rule said no: `NOUN_STATE`, with every fault it found. Anything else thrown is a bug or an outage. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  constructor(
    readonly code: string,
    readonly faults: readonly Fault[] = [],
  ) {
    super([code, ...faults.map(({ field, reason }) => `${field}: ${reason}`)].join('; '));
  }
}

/** Refuses with one fault, the common case. */
export const reject = (code: string, field: string, reason: string): never => {
  throw new Rejection(code, [{ field, reason }]);
};
