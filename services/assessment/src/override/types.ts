import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { FactInput, InvalidInput, Position, Refused } from '@proficio/graph';

@InputType()
export class RevokeOverrideInput extends FactInput {
  @Field(() => ID)
  learner!: string;
  @Field(() => String, { description: 'Key of the framework' })
  framework!: string;
  @Field(() => String, { nullable: true, description: 'Key of the skill; or else a domain' })
  skill?: string | null;
  @Field(() => String, { nullable: true, description: 'Key of the domain; or else a skill' })
  domain?: string | null;
}

@InputType()
export class OverrideLevelInput extends RevokeOverrideInput {
  @Field(() => Int, { description: 'A level of the newest published version, 0 below the first' })
  level!: number;
  @Field(() => String, { description: 'For the learner and for staff' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true })
export class LevelOverridden {
  @Field(() => Position)
  position!: string;
}

@ObjectType({ simpleResolvers: true })
export class OverrideRevoked {
  @Field(() => Position)
  position!: string;
}

export const OverrideLevelResult = createUnionType({
  name: 'OverrideLevelResult',
  types: () => [LevelOverridden, InvalidInput, Refused] as const,
});
export const RevokeOverrideResult = createUnionType({
  name: 'RevokeOverrideResult',
  types: () => [OverrideRevoked, InvalidInput, Refused] as const,
});
