import type { AsOf } from '../profile/as-of.js';

/** What of a learner is to be shown. */
export interface Asked {
  readonly learner: string;
  readonly framework: string;
  readonly role: string | null;
  /** Null for the profile as it is now. */
  readonly asOf: AsOf | null;
  /** The clock that the trend goes by. */
  readonly clock: AsOf['clock'];
  /** What is believed now is enough: evidence is read only of whom it must be folded anew for. */
  readonly beliefAlone?: boolean;
}
