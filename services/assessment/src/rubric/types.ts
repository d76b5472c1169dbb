import { createUnionType, Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { CommandInput, InvalidInput, Key, Position, Refused } from '@proficio/graph';
import { BindingInput, SkillBinding } from '../binding-types.js';

@ObjectType({ simpleResolvers: true })
export class RubricLevel {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  description!: string;
  @Field(() => Float, { description: 'The outcome, 0 to 1' })
  value!: number;
}

@ObjectType({ simpleResolvers: true })
export class RubricCriterion {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => [SkillBinding])
  bindings!: readonly SkillBinding[];
  @Field(() => Float)
  weight!: number;
  @Field(() => [RubricLevel], { description: 'From worst to best' })
  levels!: readonly RubricLevel[];
}

@ObjectType({ simpleResolvers: true })
@Key('id')
export class Rubric {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => [RubricCriterion])
  criteria!: readonly RubricCriterion[];
}

@InputType()
class RubricLevelInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String, { defaultValue: '' })
  description!: string;
  @Field(() => Float)
  value!: number;
}

@InputType()
class RubricCriterionInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => [BindingInput])
  bindings!: readonly BindingInput[];
  @Field(() => Float, { defaultValue: 1 })
  weight!: number;
  @Field(() => [RubricLevelInput])
  levels!: readonly RubricLevelInput[];
}

@InputType()
export class DefineRubricInput extends CommandInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => [RubricCriterionInput])
  criteria!: readonly RubricCriterionInput[];
}

@ObjectType({ simpleResolvers: true })
export class RubricDefined {
  @Field(() => Position)
  position!: string;
  @Field(() => Boolean, { description: 'False where it was defined so already' })
  changed!: boolean;
  @Field(() => Rubric)
  rubric!: Rubric;
}
export const DefineRubricResult = createUnionType({
  name: 'DefineRubricResult',
  types: () => [RubricDefined, InvalidInput, Refused] as const,
});
