import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import {
  Access,
  connectionOf,
  connectionType,
  FIRST,
  pageSize,
  Role,
  type Connection,
  type Context,
} from '@proficio/graph';
import { atHand } from '../at-hand.js';
import { openerOf } from '../revealed-page.js';
import { learnerOf, seenLearner } from './learner-of.js';
import { learners, type KnownLearner } from './learners.js';
import { Learner, Viewer } from './types.js';

const LearnerConnection = connectionType('Learner', () => Learner);

@Resolver()
export class LearnersResolver {
  @Query(() => Viewer, { description: 'Who asks: tenant and role as the token says' })
  viewer(@Ctx() context: Context): Viewer {
    const { tenant, role, actor } = context.caller;
    return Object.assign(new Viewer(), { tenant, role, learner: learnerOf(context, actor) });
  }

  @Query(() => Learner, { nullable: true, description: 'Oneself always; another who is known, or NOT_FOUND' })
  learner(@Arg('id', () => ID) id: string, @Ctx() context: Context): Learner | Promise<Learner> {
    return seenLearner(context, id);
  }

  @Query(() => LearnerConnection, { description: 'Everyone the academy has met, longest known first' })
  @Access(Role.ASSESSOR, Role.ANALYST, Role.ADMINISTRATOR)
  async learners(
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Connection<Learner>> {
    const { tenant } = context.caller;
    const which = { tenant, index: 'bySince', equals: {}, first: pageSize(first), after: after ?? undefined };
    const page = await context.read(learners).page('learner', which);
    const opener = openerOf(
      context,
      page.entries.map(({ doc }) => doc.name),
    );
    return connectionOf(page, (doc) => new Learner(doc.learner, atHand<KnownLearner | undefined>(doc), opener));
  }
}
