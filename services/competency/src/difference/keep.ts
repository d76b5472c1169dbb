import type { Put } from '@proficio/events';
import type { Attending } from '@proficio/graph';
import { differenceAt, moveAt, nothingRead, setOf, SHAPES, type Difference, type Move } from './difference.js';
import { foundSoFar } from './found.js';

interface Which {
  readonly tenant: string;
  readonly replay: string;
}

/** What a replay has found, and the checkpoint that it was read at or kept with. */
export interface Found {
  readonly difference: Difference;
  readonly checkpoint: bigint | undefined;
}

/**
 * Keeps what a replay has found, with who moves among those who were read last.
 * @throws ConflictError where another process has kept something since the checkpoint
 */
export const keep = async (
  { views }: Pick<Attending, 'views'>,
  { tenant, replay }: Which,
  { difference, checkpoint: expected }: Found,
  moves: readonly Move[] = [],
): Promise<Found> => {
  const puts: Put[] = moves.map((move) => ({ ...moveAt(tenant, move), doc: move }));
  puts.push({ ...differenceAt(tenant), doc: difference });
  const position = (expected ?? 0n) + 1n;
  await views.commit({ set: setOf(replay), expected, position, puts, deletes: [] });
  return { difference, checkpoint: position };
};

/** The checkpoint is read first: what another process keeps between the two conflicts then. */
export const kept = async (
  { read, views }: Pick<Attending, 'read' | 'views'>,
  { tenant, replay }: Which,
): Promise<Found> => {
  const checkpoint = await views.checkpoint(setOf(replay));
  return { difference: (await foundSoFar(read, tenant, replay)) ?? nothingRead(), checkpoint };
};

/** Says that a replay cannot go on for now. */
export const stall = async (stores: Pick<Attending, 'read' | 'views'>, which: Which): Promise<void> => {
  await stores.views.create(setOf(which.replay), SHAPES);
  const { difference, checkpoint } = await kept(stores, which);
  await keep(stores, which, { difference: { ...difference, status: 'stalled' }, checkpoint });
};
