import { BoundedMap, readAbout, type EventStore } from '@proficio/events';
import type { Context } from '@proficio/graph';
import { cohorts } from '../cohorts/cohorts.js';
import { enrolled } from '../cohorts/enrolled.js';
import { nameOf } from '../policy/policy.js';
import { profile } from '../profile/profile.js';
import { publication } from '../publication/publication.js';
import { replays } from '../replays/replays.js';
import type { Asked } from './asked.js';
import { distributionsOf, type Distribution } from './distribution.js';

type Answer = readonly Distribution[];
const KEPT = 100;
/** Each log has its own, so that two in one process do not see each other's. */
const answers = new WeakMap<EventStore, BoundedMap<Answer>>();

/**
 * The same, kept for as long as nothing that it is made of has moved: views change by events alone, and what a profile
 * shows besides by the day. Not kept where a view moved while it was read.
 */
export const keptDistributionsOf = async (
  context: Context,
  named: readonly string[],
  asked: Asked,
  limit: number,
): Promise<Answer> => {
  const { events } = context.kernel;
  const kept = answers.get(events) ?? new BoundedMap<Answer>(KEPT);
  answers.set(events, kept);
  const question = [context.caller.tenant, named, { ...asked, policy: nameOf(asked.policy) }, limit];
  const day = context.now.toISOString().slice(0, 10);
  const key = async () => JSON.stringify([...question, day, await positions(context, asked)]);
  const before = await key();
  const known = kept.get(before);
  if (known) return known;
  const answer = await distributionsOf(context, named, asked, limit);
  return before === (await key()) ? kept.set(before, answer) : answer;
};

const positions = ({ caller: { tenant }, read }: Context, { framework }: Asked): Promise<readonly string[]> =>
  Promise.all(
    [readAbout(read, profile, tenant, framework), read(publication), read(replays), read(cohorts), read(enrolled)].map(
      async (views) => String(await views.position()),
    ),
  );
