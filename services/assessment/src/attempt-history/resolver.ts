import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import {
  Access,
  connectionOf,
  FIRST,
  maySee,
  mustSee,
  NOT_FOUND,
  pageSize,
  type Connection,
  type Context,
} from '@proficio/graph';
import { quizOf } from '../bank/resolver.js';
import { Quiz } from '../quiz/types.js';
import { ATTEMPT_READERS } from '../roles.js';
import { answersOf, shownAttempt } from './answers.js';
import { attemptHistory } from './attempt-history.js';
import { Answer, AssessedLearner, Attempt, AttemptConnection } from './types.js';

@Resolver(() => Attempt)
export class AttemptResolver {
  @Query(() => Attempt, { nullable: true })
  @Access(...ATTEMPT_READERS)
  async attempt(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Attempt> {
    return attemptOf(context, id);
  }

  @FieldResolver(() => Quiz)
  quiz(@Root() { quizKey }: Attempt, @Ctx() context: Context): Promise<Quiz> {
    return quizOf(context, quizKey);
  }

  @FieldResolver(() => [Answer])
  answers(@Root() attempt: Attempt, @Ctx() context: Context): Promise<readonly Answer[]> {
    return answersOf(context, attempt);
  }
}

@Resolver(() => AssessedLearner)
export class LearnerAttemptsResolver {
  @FieldResolver(() => AttemptConnection, { description: 'In the order they were started' })
  @Access(...ATTEMPT_READERS)
  async attempts(
    @Root() { id: learner }: AssessedLearner,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() { read, caller }: Context,
  ): Promise<Connection<Attempt>> {
    mustSee(caller, learner);
    const query = {
      tenant: caller.tenant,
      index: 'byLearner',
      equals: { learner },
      first: pageSize(first),
      after: after ?? undefined,
    };
    return connectionOf(await read(attemptHistory).page('attempt', query), shownAttempt);
  }
}

/** @throws GraphQLError NOT_FOUND, also where it is another's and the caller a learner */
export const attemptOf = async ({ read, caller }: Context, id: string): Promise<Attempt> => {
  const doc = await read(attemptHistory).get('attempt', caller.tenant, id);
  if (!doc || !maySee(caller, doc.learner)) throw NOT_FOUND('attempt');
  return shownAttempt(doc);
};
