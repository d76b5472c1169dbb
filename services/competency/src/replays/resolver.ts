import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import {
  Access,
  connectionOf,
  failure,
  FIRST,
  NOT_FOUND,
  pageSize,
  type Connection,
  type Context,
} from '@proficio/graph';
import { isMove, partRead, type Difference as Found, type Tally } from '../difference/difference.js';
import { foundSoFar, wholeFound } from '../difference/found.js';
import { nameOf } from '../policy/policy.js';
import { newestFramework } from '../publication/library.js';
import { ANALYSTS, SEERS } from '../roles.js';
import { policyInForce } from './in-force.js';
import { replays, type Published, type ReplayDoc } from './replays.js';
import {
  Difference,
  FrameworkPolicy,
  type LearnerMove,
  LearnerMoveConnection,
  Replay,
  ReplayConnection,
  ReplayProgress,
  ReplayStatus,
  type DifferenceIn,
  type PublishedPolicy,
} from './types.js';

@Resolver(() => Replay)
export class ReplayResolver {
  @Query(() => FrameworkPolicy, { description: 'The score policy in force in a published framework, and those before' })
  @Access(...SEERS)
  async frameworkPolicy(
    @Arg('framework', () => String, { description: "The framework's key" }) framework: string,
    @Ctx() context: Context,
  ): Promise<FrameworkPolicy> {
    if (!(await newestFramework(context, framework, null))) throw NOT_FOUND('framework');
    const { policy, position, published } = await policyInForce(context, framework, null);
    return { policy: nameOf(policy), position, published: published.map(shownPolicy) };
  }

  @Query(() => Replay, { description: 'Or NOT_FOUND' })
  @Access(...ANALYSTS)
  async replay(@Arg('id', () => ID) id: string, @Ctx() { caller, read }: Context): Promise<Replay> {
    const doc = await read(replays).get('replay', caller.tenant, id);
    if (!doc) throw NOT_FOUND('replay');
    return shownReplay(doc);
  }

  @Query(() => ReplayConnection, { description: 'Newest first' })
  @Access(...ANALYSTS)
  async replays(
    @Arg('framework', () => String, { nullable: true }) framework: string | null | undefined,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() { caller: { tenant }, read }: Context,
  ): Promise<Connection<Replay>> {
    const which = framework ? { index: 'byFramework', equals: { framework } } : { index: 'byStart', equals: {} };
    const page = { tenant, ...which, first: pageSize(first), after: after ?? undefined, descending: true };
    return connectionOf(await read(replays).page('replay', page), shownReplay);
  }

  @FieldResolver(() => ReplayStatus)
  async status(@Root() replay: Replay, @Ctx() { caller, read }: Context): Promise<ReplayStatus> {
    if (replay.status !== ReplayStatus.COMPLETED) return replay.status;
    return (await wholeFound(read, caller.tenant, replay.id)) ? replay.status : ReplayStatus.RUNNING;
  }

  @FieldResolver(() => ReplayProgress, { nullable: true, description: 'Null before the first learners were read' })
  async progress(@Root() replay: Replay, @Ctx() { caller, read }: Context): Promise<ReplayProgress | null> {
    const found = await foundSoFar(read, caller.tenant, replay.id);
    if (!found) return null;
    const { learners, evidence, seconds } = found;
    const done = found.status === 'whole' ? 1 : partRead(found);
    const isStalled = found.status === 'stalled';
    return {
      stalled: isStalled,
      learners,
      evidence,
      done,
      perSecond: seconds > 0 ? evidence / seconds : null,
      secondsLeft: done > 0 && !isStalled ? (seconds * (1 - done)) / done : null,
    };
  }

  @FieldResolver(() => Difference, { nullable: true, description: 'Null before it is completed' })
  async difference(@Root() replay: Replay, @Ctx() { caller, read }: Context): Promise<Difference | null> {
    const found = isComplete(replay) ? await foundSoFar(read, caller.tenant, replay.id) : undefined;
    if (found?.status !== 'whole') return null;
    const { learners, moved, tallies } = found;
    return { learners, moved, domains: within(tallies, 'domain/'), skills: within(tallies, 'skill/') };
  }

  @FieldResolver(() => LearnerMoveConnection, {
    description: 'Who stands in another band, by learner; in one domain or one skill where one is named',
  })
  async moves(
    @Root() replay: Replay,
    @Arg('domain', () => String, { nullable: true }) domain: string | null | undefined,
    @Arg('skill', () => String, { nullable: true }) skill: string | null | undefined,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() { caller: { tenant }, read }: Context,
  ): Promise<Connection<LearnerMove>> {
    if (domain && skill) throw failure('BAD_INPUT', 'a domain or a skill, not both');
    const place = domain ? `domain/${domain}` : skill ? `skill/${skill}` : null;
    const which = place === null ? { index: 'byLearner', equals: {} } : { index: 'byPlace', equals: { place } };
    const page = { tenant, ...which, first: pageSize(first), after: after ?? undefined };
    const found = isComplete(replay) ? await wholeFound(read, tenant, replay.id) : undefined;
    if (!found) return { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };
    return connectionOf(await found.page('move', page), (move): LearnerMove => {
      const { learner, from, to } = move;
      return {
        learner: { id: learner },
        domain: keyIn(move.place, 'domain/'),
        skill: keyIn(move.place, 'skill/'),
        from,
        to,
      };
    });
  }
}

const shownPolicy = ({ policy, knownAt, by, replay }: Published): PublishedPolicy => ({
  policy: nameOf(policy),
  publishedAt: knownAt,
  publishedBy: by,
  replay,
});

const STATUS = {
  running: ReplayStatus.RUNNING,
  completed: ReplayStatus.COMPLETED,
  cancelled: ReplayStatus.CANCELLED,
  discarded: ReplayStatus.DISCARDED,
  published: ReplayStatus.PUBLISHED,
} as const;

const shownReplay = ({ replay: id, status, ...doc }: ReplayDoc): Replay =>
  Object.assign(new Replay(), { id, ...doc, status: STATUS[status] });

const isComplete = ({ status }: Replay): boolean =>
  status === ReplayStatus.COMPLETED || status === ReplayStatus.PUBLISHED;

const keyIn = (place: string, prefix: string): string | null =>
  place.startsWith(prefix) ? place.slice(prefix.length) : null;

const within = (tallies: Found['tallies'], prefix: string): readonly DifferenceIn[] =>
  Object.entries(tallies).flatMap(([place, bands]) => {
    const key = keyIn(place, prefix);
    return key === null ? [] : [{ key, moved: movedIn(bands), bands: bands.toSorted(byBand) }];
  });

const movedIn = (bands: readonly Tally[]): number =>
  bands.reduce((sum, { from, to, learners }) => sum + (isMove({ from, to }) ? learners : 0), 0);

const byBand = (a: Tally, b: Tally): number => a.from.level - b.from.level || a.to.level - b.to.level;
