import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, connectionType, FIRST, pageSize, type Connection, type Context } from '@proficio/graph';
import { atHand } from '../at-hand.js';
import { Learner } from '../learners/types.js';
import { seenEnrolment } from './enrolment-of.js';
import { enrolmentProgress } from './enrolment-progress.js';
import { Enrolment } from './types.js';

const EnrolmentConnection = connectionType('Enrolment', () => Enrolment);

@Resolver(() => Learner)
export class EnrolmentsResolver {
  @Query(() => Enrolment, { nullable: true, description: 'One that the caller may see, or NOT_FOUND' })
  enrolment(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Enrolment> {
    return seenEnrolment(context, id);
  }

  @FieldResolver(() => EnrolmentConnection, { description: 'In the order they started, newest last' })
  async enrolments(
    @Root() { id: learner }: Learner,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Connection<Enrolment>> {
    const { tenant } = context.caller;
    const which = {
      tenant,
      index: 'byLearner',
      equals: { learner },
      first: pageSize(first),
      after: after ?? undefined,
    };
    const page = await context.read(enrolmentProgress).page('enrolment', which);
    return connectionOf(page, (doc) => new Enrolment(doc.enrolment, atHand(doc)));
  }
}
