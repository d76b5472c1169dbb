import type { Fault } from '@proficio/events';

/** A file that was not taken, with everything that is wrong with it. Nothing of it was written. */
export class FaultyFile extends Error {
  override readonly name = 'FaultyFile';
  constructor(
    readonly path: string,
    readonly faults: readonly Fault[],
  ) {
    super(`${path}\n${faults.map(({ field, reason }) => `  ${field}: ${reason}`).join('\n')}`);
  }
}
