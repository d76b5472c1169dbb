import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { CommandInput, FactInput } from '@proficio/graph';

@InputType({ description: 'A course, or else a single path, of a published framework' })
export class EnrolInput extends FactInput {
  @Field(() => ID, { nullable: true, description: 'Oneself unless said; staff say whom' })
  readonly learner?: string | null;
  @Field(() => String, { description: "The framework's key" })
  readonly framework!: string;
  @Field(() => Int, { nullable: true, description: 'The newest unless said' })
  readonly version?: number | null;
  @Field(() => String, { nullable: true })
  readonly course?: string | null;
  @Field(() => String, { nullable: true })
  readonly path?: string | null;
  @Field(() => String, { nullable: true, description: 'Key of the role whose target profile counts' })
  readonly role?: string | null;
}

@InputType()
export class EndEnrolmentInput extends FactInput {
  @Field(() => ID)
  readonly enrolment!: string;
}

@InputType()
class WorkInput extends FactInput {
  @Field(() => ID)
  readonly enrolment!: string;
  @Field(() => String, { description: "The activity's key" })
  readonly activity!: string;
}

@InputType()
export class StartActivityInput extends WorkInput {}

@InputType()
export class CompleteActivityInput extends WorkInput {}

@InputType()
export class LogHoursInput extends WorkInput {
  @Field(() => Float, { description: 'Above 0, at most 24 at a time' })
  readonly hours!: number;
}

@InputType()
export class SubmitArtefactInput extends WorkInput {
  @Field(() => String, { description: 'One that the activity or its path asks for' })
  readonly kind!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String, { nullable: true, description: 'http or https' })
  readonly link?: string | null;
  @Field(() => String, { nullable: true })
  readonly note?: string | null;
}

@InputType()
export class CriterionLevelInput {
  @Field(() => String)
  readonly criterion!: string;
  @Field(() => String)
  readonly level!: string;
}

@InputType({ description: 'An assessor’s word on an artefact; the comment alone makes no other review of it' })
export class ReviewArtefactInput extends CommandInput {
  @Field(() => ID)
  readonly enrolment!: string;
  @Field(() => ID)
  readonly artefact!: string;
  @Field(() => Boolean)
  readonly accepted!: boolean;
  @Field(() => String, { nullable: true, description: 'Key of the rubric it is held against' })
  readonly rubric?: string | null;
  @Field(() => [CriterionLevelInput], { nullable: true, description: 'One level for each criterion of the rubric' })
  readonly criteria?: readonly CriterionLevelInput[] | null;
  @Field(() => String, { nullable: true })
  readonly comment?: string | null;
}
