import type { NonEmptyArray } from 'type-graphql';
import type { EventFamily, Kernel, Projection, ReaderOf, ViewStore } from '@proficio/events';

/** Who asks. A service's own word for it may be narrower, so what stands here is generic in it. */
export interface Caller {
  readonly tenant: string;
  readonly actor: string;
  readonly role: string;
}

/** What resolvers work with: one for each request and subgraph. */
export interface ServiceContext<C extends Caller> {
  readonly caller: C;
  readonly kernel: Kernel;
  readonly read: ReaderOf;
  readonly until: (position: bigint) => Promise<void>;
  readonly now: Date;
  readonly newId: () => string;
  readonly correlationId: string;
}

export type Reference = Readonly<Record<string, unknown>>;

/** A service as data, as far as hosting it is concerned. */
export interface Parts<C extends Caller> {
  readonly name: string;
  readonly families: readonly Pick<EventFamily, 'category' | 'types' | 'versionOf' | 'decodeStrictly'>[];
  readonly projections: readonly Projection[];
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- type-graphql's own word for a class
  readonly resolvers: NonEmptyArray<Function>;
  /** `__resolveReference` by type name. */
  readonly references: Readonly<Record<string, (reference: Reference, context: ServiceContext<C>) => unknown>>;
  /** Types whose objects, once there are any, are the same for ever and for everyone of a tenant and role. */
  readonly lasting?: readonly string[];
  /** Finishes work at start, once the service's views are at the head. */
  readonly resume?: (context: Pick<ServiceContext<C>, 'kernel' | 'read'>) => Promise<void>;
  /** Goes on beside requests until `signal` aborts, and is begun anew after an error. */
  readonly attend?: (
    context: Pick<ServiceContext<C>, 'kernel' | 'read' | 'until'> & {
      readonly views: ViewStore;
      /** Tells the log of a piece of the work that failed and that the service tries again by itself. */
      readonly failed: (error: unknown) => void;
    },
    signal: AbortSignal,
  ) => Promise<void>;
}

/** One request as the gateway hands it to every subgraph. */
export interface Asking<C extends Caller> {
  readonly caller: C;
  readonly correlationId: string;
  /** What the caller has written and wants to read back. */
  readonly after: bigint | undefined;
}
