import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { batched, type Put } from '@proficio/events';
import { Role, type Attending } from '@proficio/graph';
import { definedAt } from '../cohorts/defined-at.js';
import { policyFor } from '../policy/catalogue.js';
import type { Policy } from '../policy/policy.js';
import { readBasis } from '../shown/read-basis.js';
import { shown } from '../shown/shown.js';
import {
  count,
  differenceAt,
  evidenceIn,
  isMove,
  moveAt,
  movesOf,
  nothingRead,
  setOf,
  SHAPES,
  type Difference,
  type Move,
} from './difference.js';
import { foundSoFar } from './found.js';
import { learnersOf } from './learners.js';

/** A replay that was started. */
export interface Replayed {
  readonly tenant: string;
  readonly replay: string;
  readonly framework: string;
  readonly cohort: string | null;
  readonly policy: Policy;
  readonly against: Policy;
  readonly startedBy: string;
  readonly startedAt: string;
  /** Of the event that started it. */
  readonly position: bigint;
}

type Stores = Pick<Attending, 'kernel' | 'read' | 'views'>;

/** Learners read between two commits: what is lost when the process dies. */
const CHUNK = 64;

/**
 * Reads every learner as was known when the replay was started, under both policies, and keeps where they stand. Goes on
 * where a run before it ended; undefined when `isWanted` said no.
 */
export const compare = async (
  stores: Stores,
  replayed: Replayed,
  isWanted: () => Promise<boolean>,
): Promise<Difference | undefined> => {
  const { kernel, read, views } = stores;
  const { tenant, cohort, position } = replayed;
  const set = setOf(replayed.replay);
  await views.create(set, SHAPES);
  const members = cohort === null ? null : await definedAt(kernel.events, tenant, cohort, position);
  const whose = { ...replayed, members };
  const difference = (await foundSoFar(read, tenant, replayed.replay)) ?? nothingRead();
  for (let began = performance.now(), more = true; more; began = performance.now()) {
    if (!(await isWanted())) return undefined;
    const { learners, next } = await learnersOf(read, whose, difference.last, CHUNK);
    const puts: Put[] = [];
    for (const moves of await readAll(stores, replayed, learners, difference))
      puts.push(...moves.map((move) => ({ ...moveAt(tenant, move), doc: move })));
    difference.last = learners.at(-1) ?? difference.last;
    difference.seconds += (performance.now() - began) / 1000;
    puts.push({ ...differenceAt(tenant), doc: difference });
    const expected = await views.checkpoint(set);
    await views.commit({ set, expected, position: (expected ?? 0n) + 1n, puts, deletes: [] });
    more = next !== null;
  }
  return difference;
};

/** Counts learners, each in a turn of its own so that requests are answered in between, and gives where they move. */
const readAll = async (
  { kernel, read }: Stores,
  { tenant, framework, policy, against, startedBy, startedAt }: Replayed,
  learners: readonly string[],
  difference: Difference,
): Promise<readonly (readonly Move[])[]> => {
  const caller = { tenant, actor: startedBy, role: Role.ANALYST };
  const asking = { caller, kernel, read: batched(read), now: new Date(startedAt) };
  const asOf = { clock: 'RECORDED', at: startedAt } as const;
  const asked = { framework, role: null, asOf, clock: asOf.clock };
  const known = await Promise.all(learners.map((learner) => readBasis(asking, { ...asked, learner })));
  const moved: (readonly Move[])[] = [];
  for (const [index, { basis }] of known.entries()) {
    await turn();
    const before = shown(policyFor(against, basis.framework), basis);
    const evidence = evidenceIn(before);
    if (evidence === 0) continue;
    const after = shown(policyFor(policy, basis.framework), basis);
    const moves = movesOf(learners[index] ?? '', before, after);
    count(difference, moves, evidence);
    moved.push(moves.filter(isMove));
  }
  return moved;
};
