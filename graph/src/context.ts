import type { Kernel, ReaderOf } from '@proficio/events';
import type { Caller } from './caller.js';

/** What a resolver works with: one for each request and subgraph. */
export interface Context {
  readonly caller: Caller;
  readonly kernel: Kernel;
  /** Reads this service's own views: `read(projection).get('view', tenant, key)`. */
  readonly read: ReaderOf;
  /** Waits, bounded, until this service's views contain `position`. @throws NotYetError, PositionError */
  readonly until: (position: bigint) => Promise<void>;
  readonly now: Date;
  readonly newId: () => string;
  readonly correlationId: string;
}
