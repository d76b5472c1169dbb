import { createUnionType, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CommandInput, DateTime, FactInput, InvalidInput, Position, Refused } from '@proficio/graph';
import { Answer } from '../attempt-history/types.js';
import { QuestionKind } from '../question-kind.js';

@InputType()
export class StartAttemptInput extends FactInput {
  @Field(() => String, { description: 'Key of the quiz' })
  quiz!: string;
}

@InputType({ description: 'The field of its kind and no other' })
class ResponseInput {
  @Field(() => QuestionKind)
  kind!: QuestionKind;
  @Field(() => String, { nullable: true })
  choice?: string;
  @Field(() => [String], { nullable: true })
  choices?: readonly string[];
  @Field(() => Float, { nullable: true })
  value?: number;
  @Field(() => String, { nullable: true })
  text?: string;
  @Field(() => Boolean, { nullable: true })
  confident?: boolean;
}

@InputType()
export class RecordAnswerInput extends FactInput {
  @Field(() => ID)
  attempt!: string;
  @Field(() => ID, { description: 'Key of the item' })
  item!: string;
  @Field(() => ResponseInput)
  response!: ResponseInput;
  @Field(() => Float, { nullable: true, description: 'Time taken before answering, milliseconds' })
  hesitationMs?: number;
}

@InputType()
class ExistingAttemptInput extends CommandInput {
  @Field(() => ID)
  attempt!: string;
}
@InputType()
export class SubmitAttemptInput extends ExistingAttemptInput {
  @Field(() => DateTime, { nullable: true, description: 'When it happened, now unless said' })
  occurredAt?: string;
}
@InputType()
export class WithdrawAttemptInput extends ExistingAttemptInput {}

@ObjectType({ simpleResolvers: true })
export class AttemptStarted {
  @Field(() => Position)
  position!: string;
  @Field(() => ID)
  attempt!: string;
}

@ObjectType({ simpleResolvers: true })
export class AnswerScored {
  @Field(() => Position)
  position!: string;
  @Field(() => Boolean, { description: 'False where the same answer was there before' })
  changed!: boolean;
  @Field(() => Answer)
  answer!: Answer;
}

@ObjectType({ simpleResolvers: true })
export class AttemptSubmitted {
  @Field(() => Position)
  position!: string;
  @Field(() => Boolean, { description: 'False where it was submitted before' })
  changed!: boolean;
  @Field(() => Int, { description: 'How many of the items were answered' })
  answered!: number;
}

@ObjectType({ simpleResolvers: true })
export class AttemptWithdrawn {
  @Field(() => Position)
  position!: string;
  @Field(() => Int, { description: 'Answers that count no more through this call' })
  withdrawn!: number;
}

export const StartAttemptResult = createUnionType({
  name: 'StartAttemptResult',
  types: () => [AttemptStarted, InvalidInput, Refused] as const,
});
export const RecordAnswerResult = createUnionType({
  name: 'RecordAnswerResult',
  types: () => [AnswerScored, InvalidInput, Refused] as const,
});
export const SubmitAttemptResult = createUnionType({
  name: 'SubmitAttemptResult',
  types: () => [AttemptSubmitted, InvalidInput, Refused] as const,
});
export const WithdrawAttemptResult = createUnionType({
  name: 'WithdrawAttemptResult',
  types: () => [AttemptWithdrawn, InvalidInput, Refused] as const,
});
