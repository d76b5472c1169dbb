import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { CohortMembers } from '@proficio/events';
import { Role, type Attending } from '@proficio/graph';
import { definedAt } from '../cohorts/defined-at.js';
import { policyFor } from '../policy/catalogue.js';
import type { Policy } from '../policy/policy.js';
import { readBasis } from '../shown/read-basis.js';
import { shown } from '../shown/shown.js';
import { count, evidenceIn, isMove, movesOf, setOf, SHAPES, type Difference, type Move } from './difference.js';
import { keep, kept, type Found } from './keep.js';
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

/** Does a piece of work when it is the replay's turn; undefined, and nothing done, where nobody wants it any more. */
export type Step = <T>(work: () => Promise<T>) => Promise<T | undefined>;

/**
 * Reads every learner as was known when the replay was started, under both policies, and keeps where they stand, step by
 * step. Goes on where a run before it ended; undefined when a step was not wanted.
 */
export const compare = async (stores: Stores, replayed: Replayed, step: Step): Promise<Difference | undefined> => {
  let found = await kept(stores, replayed);
  if (found.difference.status === 'whole') return found.difference;
  const begun = await step(() => begin(stores, replayed));
  if (!begun) return undefined;
  for (;;) {
    const [before, began] = [found, performance.now()];
    const after = await step(() => readSome(stores, replayed, begun, before, began));
    if (!after || after.difference.status === 'whole') return after?.difference;
    found = after;
  }
};

interface Begun {
  /** Null where everyone is read. */
  readonly members: CohortMembers | null;
}

const begin = async ({ kernel, views }: Stores, { replay, tenant, cohort, position }: Replayed): Promise<Begun> => {
  await views.create(setOf(replay), SHAPES);
  return { members: cohort === null ? null : await definedAt(kernel.events, tenant, cohort, position) };
};

/** A chunk of learners, since `began`. */
const readSome = async (
  stores: Stores,
  replayed: Replayed,
  { members }: Begun,
  { difference, checkpoint }: Found,
  began: number,
): Promise<Found> => {
  const { learners, next } = await learnersOf(stores.read, { ...replayed, members }, difference.last, CHUNK);
  const moves = (await readAll(stores, replayed, learners, difference)).flat();
  difference.last = learners.at(-1) ?? difference.last;
  difference.status = next === null ? 'whole' : 'reading';
  difference.seconds += (performance.now() - began) / 1000;
  return keep(stores, replayed, { difference, checkpoint }, moves);
};

/** Counts learners, each in a turn of its own so that requests are answered in between, and gives where they move. */
const readAll = async (
  { kernel, read }: Stores,
  { tenant, framework, policy, against, startedBy, startedAt }: Replayed,
  learners: readonly string[],
  difference: Difference,
): Promise<readonly (readonly Move[])[]> => {
  const caller = { tenant, actor: startedBy, role: Role.ANALYST };
  const asking = { caller, kernel, read, now: new Date(startedAt) };
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
