import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import {
  Access,
  connectionOf,
  connectionOfList,
  DateTime,
  failure,
  FIRST,
  NOT_FOUND,
  pageSize,
  type Connection,
  type Context,
} from '@proficio/graph';
import { cohorts, type CohortDoc } from '../cohorts/cohorts.js';
import { COHORT_READERS } from '../roles.js';
import { Clock } from '../shown/resolver.js';
import { answered } from './answered.js';
import { distributionOf, lookUp } from './question.js';
import { Cohort, CohortCompetency, CohortConnection } from './types.js';

const MOST_KEYS = 100;

@Resolver(() => Cohort)
export class CohortResolver {
  @Query(() => Cohort, { nullable: true })
  @Access(...COHORT_READERS)
  cohort(@Arg('key', () => String) key: string, @Ctx() context: Context): Promise<Cohort> {
    return lookUp(
      context,
      named(context, [key]).then(([cohort]) => shown(cohort)),
    );
  }

  @Query(() => CohortConnection)
  @Access(...COHORT_READERS)
  cohorts(
    @Arg('keys', () => [String], { nullable: true, description: 'These, in this order; all by key unless given' })
    keys: readonly string[] | null | undefined,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Connection<Cohort>> {
    return lookUp(context, keys ? some(context, keys, first, after) : all(context, first, after));
  }

  @FieldResolver(() => CohortCompetency, { description: 'How its learners are spread over the bands of a framework' })
  @Access(...COHORT_READERS)
  async competency(
    @Root() { key }: Cohort,
    @Arg('framework', () => String, { description: "The framework's key" }) framework: string,
    @Arg('role', () => String, { nullable: true, description: "Whose targets; else those of each enrolment's role" })
    role: string | null | undefined,
    @Arg('policy', () => String, { nullable: true, description: 'Another score policy than the one in force' })
    policy: string | null | undefined,
    @Arg('asOf', () => DateTime, {
      nullable: true,
      description: 'As it stood at that time, with the members of then; a date is the start of that day in UTC',
    })
    asOf: string | null | undefined,
    @Arg('clock', () => Clock, { defaultValue: Clock.OCCURRED, description: 'Which clock asOf and since go by' })
    clock: Clock,
    @Arg('since', () => DateTime, { nullable: true, description: 'An earlier day, to compare the same learners with' })
    since: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<CohortCompetency> {
    return answered(await distributionOf(context, key, { framework, role, policy, asOf, since, clock }));
  }
}

/** @throws GraphQLError NOT_FOUND of one that is none */
const named = async ({ caller, read }: Context, keys: readonly string[]): Promise<readonly CohortDoc[]> => {
  const found = await read(cohorts).getMany('cohort', caller.tenant, keys);
  return found.map((cohort) => {
    if (!cohort) throw NOT_FOUND('cohort');
    return cohort;
  });
};

const some = async (
  context: Context,
  keys: readonly string[],
  first: number,
  after: string | null | undefined,
): Promise<Connection<Cohort>> => {
  if (keys.length > MOST_KEYS) throw failure('BAD_INPUT', `keys must be at most ${MOST_KEYS}`);
  return connectionOfList((await named(context, [...new Set(keys)])).map(shown), pageSize(first), after);
};

const all = async (
  { caller: { tenant }, read }: Context,
  first: number,
  after: string | null | undefined,
): Promise<Connection<Cohort>> => {
  const which = { tenant, index: 'byKey', equals: {}, first: pageSize(first), after: after ?? undefined };
  return connectionOf(await read(cohorts).page('cohort', which), shown);
};

const shown = (cohort: CohortDoc | undefined): Cohort => {
  if (!cohort) throw NOT_FOUND('cohort');
  const { key, title, definedAt, course } = cohort;
  const [framework = '', name = ''] = course?.split('/') ?? [];
  return { key, title, definedAt, course: course === null ? null : { framework, key: name } };
};
