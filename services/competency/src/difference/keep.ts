import type { Put } from '@proficio/events';
import type { Attending } from '@proficio/graph';
import { differenceAt, moveAt, nothingRead, setOf, SHAPES, type Difference, type Move } from './difference.js';
import { foundSoFar } from './found.js';

interface Which {
  readonly tenant: string;
  readonly replay: string;
}

/** Keeps what a replay has found, with who moves among those who were read last. */
export const keep = async (
  { views }: Pick<Attending, 'views'>,
  { tenant, replay }: Which,
  difference: Difference,
  moves: readonly Move[] = [],
): Promise<void> => {
  const set = setOf(replay);
  const puts: Put[] = moves.map((move) => ({ ...moveAt(tenant, move), doc: move }));
  puts.push({ ...differenceAt(tenant), doc: difference });
  const expected = await views.checkpoint(set);
  await views.commit({ set, expected, position: (expected ?? 0n) + 1n, puts, deletes: [] });
};

/** Says that a replay cannot go on for now. */
export const stall = async ({ read, views }: Pick<Attending, 'read' | 'views'>, which: Which): Promise<void> => {
  await views.create(setOf(which.replay), SHAPES);
  const found = await foundSoFar(read, which.tenant, which.replay);
  await keep({ views }, which, { ...(found ?? nothingRead()), status: 'stalled' });
};
