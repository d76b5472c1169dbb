import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime, Key } from '@proficio/graph';

@ObjectType({ simpleResolvers: true, description: 'A level asked of a whole domain or of one skill' })
export class Target {
  @Field(() => String)
  readonly frameworkKey!: string;
  @Field(() => String, { nullable: true })
  readonly domainKey!: string | null;
  @Field(() => String, { nullable: true })
  readonly skillKey!: string | null;
  @Field(() => Int, { description: 'Number of the level, 1 the lowest' })
  readonly level!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One published version of what a role asks for; it never changes' })
@Key('id')
export class TargetProfile {
  @Field(() => ID, { description: 'key@version' })
  readonly id!: string;
  @Field(() => String)
  readonly key!: string;
  @Field(() => Int)
  readonly version!: number;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String)
  readonly description!: string;
  @Field(() => DateTime)
  readonly publishedAt!: string;
  @Field(() => [Target])
  readonly targets!: readonly Target[];
}
