import { LearnerEvents, streamName } from '@proficio/events';
import { NOT_FOUND, mustSee, type Context } from '@proficio/graph';
import { atHand, whenAsked } from '../at-hand.js';
import { knownAfter, learners, type KnownLearner } from './learners.js';
import { Learner } from './types.js';

/** What the service knows of a learner in the caller's tenant, or undefined. */
export const knownLearner = ({ caller, read }: Context, id: string): Promise<KnownLearner | undefined> =>
  read(learners).get('learner', caller.tenant, id);

/** A learner whom the caller may see; read when asked. */
export const learnerOf = (context: Context, id: string): Learner =>
  new Learner(
    id,
    whenAsked(() => knownLearner(context, id)),
  );

/** A learner as a command of their own stream left them, from the log: a repeat is told the same as the first time. */
export const learnerAsOf = (context: Context, id: string, revision: bigint): Learner =>
  new Learner(
    id,
    whenAsked(async () => {
      const { kernel, caller } = context;
      const stored = await kernel.events.read(streamName(LearnerEvents.category, caller.tenant, id));
      const events = stored.filter((event) => event.revision <= revision).map(LearnerEvents.decode);
      return events.reduce<KnownLearner | undefined>(knownAfter, undefined);
    }),
  );

/**
 * One's own id always answers; another's is not found until the service has met them.
 * @throws GraphQLError NOT_FOUND
 */
export const seenLearner = (context: Context, id: string): Learner | Promise<Learner> => {
  if (id === context.caller.actor) return learnerOf(context, id);
  mustSee(context.caller, id);
  return knownLearner(context, id).then((known) => {
    if (!known) throw NOT_FOUND('learner');
    return new Learner(id, atHand<KnownLearner | undefined>(known));
  });
};
