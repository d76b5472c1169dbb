import { Arg, Ctx, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType, DateTime, FIRST, Key, pageSize, type Connection, type Context } from '@proficio/graph';
import { tell, type AtHand } from '../at-hand.js';
import { CourseReference, FrameworkReference, partId, TargetProfileReference } from '../curriculum-references.js';
import { learnerOf } from '../learners/learner-of.js';
import { Learner } from '../learners/types.js';
import { publications, versionKey } from '../publications/publications.js';
import { Artefact } from './artefact-type.js';
import { statusOf, type EnrolmentDoc } from './enrolment-progress.js';
import type { EnrolmentThen } from './enrolment-then.js';
import { PathProgress, pathsOf } from './path-progress.js';
import { portfolioNow, portfolioThen } from './portfolio.js';

export enum EnrolmentStatus {
  ACTIVE = 'ACTIVE',
  CLOSED = 'CLOSED',
  ENDED = 'ENDED',
}
registerEnumType(EnrolmentStatus, { name: 'EnrolmentStatus', description: 'CLOSED: all its paths are closed' });

const ArtefactConnection = connectionType('Artefact', () => Artefact);

@ObjectType({ description: 'A learner in a course or a single path, pinned to the version they started' })
@Key('id')
export class Enrolment {
  @Field(() => ID, { simple: true })
  readonly id: string;

  /** `left` has the portfolio as a mutation left it; without it the view shows it as it is now. */
  constructor(
    id: string,
    private readonly doc: AtHand<EnrolmentDoc>,
    private readonly left?: AtHand<EnrolmentThen>,
  ) {
    this.id = id;
  }

  @Field(() => Learner)
  learner(@Ctx() context: Context): Learner | Promise<Learner> {
    return tell(this.doc, ({ learner }) => learnerOf(context, learner));
  }
  @Field(() => EnrolmentStatus)
  status(): `${EnrolmentStatus}` | Promise<`${EnrolmentStatus}`> {
    return tell(this.doc, statusOf);
  }
  @Field(() => DateTime)
  startedAt(): string | Promise<string> {
    return tell(this.doc, ({ startedAt }) => startedAt);
  }
  @Field(() => DateTime, { nullable: true })
  endedAt(): string | null | Promise<string | null> {
    return tell(this.doc, ({ endedAt }) => endedAt);
  }
  @Field(() => FrameworkReference)
  framework(): FrameworkReference | Promise<FrameworkReference> {
    return tell(this.doc, ({ framework, version }) => ({ id: versionKey(framework, version) }));
  }
  @Field(() => CourseReference, { nullable: true, description: 'Null for a single path' })
  course(): CourseReference | null | Promise<CourseReference | null> {
    return tell(this.doc, ({ framework, version, course }) =>
      course === null ? null : { id: partId(framework, version, course) },
    );
  }
  @Field(() => TargetProfileReference, { nullable: true, description: 'Newest profile of the role enrolled for' })
  role(@Ctx() context: Context): TargetProfileReference | null | Promise<TargetProfileReference | null> {
    return tell(this.doc, ({ role }) => (role === null ? null : newestProfile(context, role)));
  }
  @Field(() => [PathProgress])
  paths(): readonly PathProgress[] | Promise<readonly PathProgress[]> {
    return tell(this.doc, pathsOf);
  }
  @Field(() => ArtefactConnection, { description: 'Oldest first' })
  async artefacts(
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Connection<Artefact>> {
    const page = { first: pageSize(first), after: after ?? undefined };
    return this.left
      ? tell(this.left, ({ artefacts }) => portfolioThen(context, [...artefacts.values()], page))
      : portfolioNow(context, this.id, page);
  }
}

const newestProfile = async ({ caller, read }: Context, role: string): Promise<TargetProfileReference | null> => {
  const published = await read(publications).get('role', caller.tenant, role);
  return published ? { id: versionKey(role, published.version) } : null;
};
