import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { CommandInput, InvalidInput, Position, Refused } from '@proficio/graph';
import { Learner } from '../learners/types.js';

@InputType({ description: 'A person by what their identity provider calls them' })
export class RegisterLearnerInput extends CommandInput {
  @Field(() => String, { description: 'The `iss` of their tokens' })
  readonly issuer!: string;
  @Field(() => String, { description: 'The `sub` of their tokens' })
  readonly subject!: string;
  @Field(() => String, { nullable: true, description: 'The display name' })
  readonly name?: string | null;
}

@InputType()
export class NameLearnerInput extends CommandInput {
  @Field(() => ID)
  readonly learner!: string;
  @Field(() => String, { nullable: true, description: 'The display name; null takes it away' })
  readonly name?: string | null;
}

@InputType()
export class EraseLearnerInput extends CommandInput {
  @Field(() => ID)
  readonly learner!: string;
}

@ObjectType({ simpleResolvers: true })
export class LearnerPayload {
  @Field(() => Learner)
  readonly learner!: Learner;
  @Field(() => Position)
  readonly position!: string;
}

const answered = (name: string) =>
  createUnionType({ name, types: () => [LearnerPayload, InvalidInput, Refused] as const });

export const RegisterLearnerResult = answered('RegisterLearnerResult');
export const NameLearnerResult = answered('NameLearnerResult');
export const EraseLearnerResult = answered('EraseLearnerResult');
