import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { CommandInput, InvalidInput, Position, Refused } from '@proficio/graph';

@InputType()
export class StartReplayInput extends CommandInput {
  @Field(() => String, { nullable: true, description: "The framework's key; without it, every published framework" })
  readonly framework?: string | null;
  @Field(() => String, { description: 'Such as `canvas/n-mastery@1 {n: 3}`' })
  readonly policy!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Of a cohort alone, by its key: to look at, not to be published',
  })
  readonly cohort?: string | null;
}

@InputType()
export class ReplayInput extends CommandInput {
  @Field(() => ID)
  readonly replay!: string;
}
@InputType()
export class CancelReplayInput extends ReplayInput {}
@InputType()
export class DiscardReplayInput extends ReplayInput {}
@InputType()
export class PublishReplayInput extends ReplayInput {}

@ObjectType({ simpleResolvers: true })
export class ReplaysStarted {
  @Field(() => Position)
  readonly position!: string;
  @Field(() => [ID], { description: 'One for each framework' })
  readonly replays!: readonly string[];
}

@ObjectType({ simpleResolvers: true })
export class ReplayEnded {
  @Field(() => Position)
  readonly position!: string;
  @Field(() => ID)
  readonly replay!: string;
  @Field(() => Boolean, { description: 'False where there was nothing to do' })
  readonly changed!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class PolicyInForce {
  @Field(() => Position)
  readonly position!: string;
  @Field(() => String, { description: "The framework's key" })
  readonly framework!: string;
  @Field(() => String, { description: 'Whose numbers are shown from now on' })
  readonly policy!: string;
}

const ended = (name: string) => createUnionType({ name, types: () => [ReplayEnded, InvalidInput, Refused] as const });

export const StartReplayResult = createUnionType({
  name: 'StartReplayResult',
  types: () => [ReplaysStarted, InvalidInput, Refused] as const,
});
export const CancelReplayResult = ended('CancelReplayResult');
export const DiscardReplayResult = ended('DiscardReplayResult');
export const PublishReplayResult = createUnionType({
  name: 'PublishReplayResult',
  types: () => [PolicyInForce, InvalidInput, Refused] as const,
});
