import type { NonEmptyArray } from 'type-graphql';
import type { EventFamily, Projection, ViewStore } from '@proficio/events';
import type { Context } from './context.js';

type Reference = Readonly<Record<string, unknown>>;

/** A service as data: what it writes, what it reads, what it answers. `main.ts` joins it to the stores. */
export interface Service {
  readonly name: 'curriculum' | 'assessment' | 'progress' | 'competency';
  /** The families its deciders write. */
  readonly families: readonly Pick<EventFamily, 'category' | 'types' | 'versionOf' | 'decodeStrictly'>[];
  /** Each wrapped in `part(...)`. */
  readonly projections: readonly Projection[];
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- type-graphql's own word for a class
  readonly resolvers: NonEmptyArray<Function>;
  /** `__resolveReference` of each entity this service owns or extends, by type name. */
  readonly references: Readonly<Record<string, (reference: Reference, context: Context) => unknown>>;
  /**
   * Types whose objects, once there are any, are the same for ever and for everyone of a tenant and role: a gateway keeps
   * what it was told of them.
   */
  readonly lasting?: readonly string[];
  /** Work to finish at start, before the service is ready, once its views are at the head; it may run again. */
  readonly resume?: (context: Pick<Context, 'kernel' | 'read'>) => Promise<void>;
  /** Work that goes on beside requests until `signal` aborts. After an error it is begun anew. */
  readonly attend?: (context: Attending, signal: AbortSignal) => Promise<void>;
}

/** What a service works with when nobody asks. */
export interface Attending extends Pick<Context, 'kernel' | 'read' | 'until'> {
  readonly views: ViewStore;
  /** Tells the log of a piece of work that failed and that the service tries again by itself. */
  readonly failed: (error: unknown) => void;
}
