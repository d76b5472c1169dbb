import { NOT_FOUND, mustSee, type Context } from '@proficio/graph';
import { atHand, whenAsked } from '../at-hand.js';
import { learners, type KnownLearner } from './learners.js';
import { Learner } from './types.js';

/** What the service knows of a learner in the caller's tenant, or undefined. */
export const knownLearner = ({ caller, read }: Context, id: string): Promise<KnownLearner | undefined> =>
  read(learners).get('learner', caller.tenant, id);

/** A learner whom the caller may see or has just acted on; read when asked, once the views contain `position`. */
export const learnerOf = (context: Context, id: string, position?: bigint): Learner =>
  new Learner(
    id,
    whenAsked(async () => {
      if (position !== undefined) await context.until(position);
      return knownLearner(context, id);
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
