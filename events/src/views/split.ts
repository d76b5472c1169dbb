import type { Event } from '../kernel/message.js';
import { ALL, type Among, type Partition, type Partitions } from './partitions.js';
import type { Docs, Projection } from './projection.js';
import type { ReaderOf, ViewReader } from './reader.js';

/** A projection whose every document is about one framework of one tenant, and which so can be kept in partitions. */
export interface SplitProjection<D extends Docs, E extends Event> extends Projection<D, E> {
  /** The same for some frameworks alone: of an event that is about others too it folds what is about these. */
  readonly split: (has: Among) => Pick<Projection<D, E>, 'keys' | 'evolve'>;
}

/** A projection as one partition has it. */
export const within = <D extends Docs, E extends Event>(
  projection: SplitProjection<D, E>,
  partition: Partition,
): Projection<D, E> => {
  if (partition === ALL) return projection;
  const { split, ...whole } = projection;
  return { ...whole, ...split(partition.has), partition };
};

const isSplit = (projection: Projection): projection is SplitProjection<Docs, Event> => 'split' in projection;

/** What runs and lies in stores: of a projection that can be split each partition. */
export const partitioned = (projections: readonly Projection[], { each }: Partitions): readonly Projection[] =>
  projections.flatMap((projection) =>
    isSplit(projection) ? each.map((one) => within(projection, one)) : [projection],
  );

/** Reads what a projection that can be split has about a framework, from the partition that the framework is in. */
export const readAbout = <D extends Docs, E extends Event>(
  read: ReaderOf,
  projection: SplitProjection<D, E>,
  tenant: string,
  framework: string,
): ViewReader<D> => read(within(projection, read.partitions.of(tenant, framework)));
