import { createUnionType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CommandInput, DateTime, InputFault, InvalidInput, Position, Refused } from '@proficio/graph';
import { STATUSES, type RowOutcome } from './record-results.js';

const ResultStatus = Object.fromEntries(STATUSES.map((status) => [status, status]));
registerEnumType(ResultStatus, { name: 'ResultStatus' });

@InputType({ description: 'What a learner, by id or by issuer and subject, scored on an item elsewhere' })
export class ResultRowInput {
  @Field(() => ID, { nullable: true })
  learner?: string;
  @Field(() => String, { nullable: true })
  issuer?: string;
  @Field(() => String, { nullable: true })
  subject?: string;
  @Field(() => ID)
  item!: string;
  @Field(() => Float, { nullable: true, description: 'A missing score is refused: it is no evidence' })
  score?: number;
  @Field(() => Float, { nullable: true, description: "The item's own unless said" })
  maximum?: number;
  @Field(() => DateTime)
  occurredAt!: string;
  @Field(() => String)
  source!: string;
  @Field(() => String, {
    nullable: true,
    description: "The source's own id: the same again is nothing or a correction; kept as it is",
  })
  sourceId?: string;
  @Field(() => String, {
    nullable: true,
    description: 'In its place, where it is made from what names the learner: kept as a keyed digest alone',
  })
  personalSourceId?: string;
}

@InputType()
export class RecordResultsInput {
  @Field(() => String, {
    nullable: true,
    description: 'Not needed: each row tells by its content whether it came before',
  })
  commandId?: string;
  @Field(() => [ResultRowInput], { description: 'Up to 1,000' })
  rows!: readonly ResultRowInput[];
}

@InputType()
export class WithdrawResultInput extends CommandInput {
  @Field(() => String)
  source!: string;
  @Field(() => String, { nullable: true, description: 'As it was sent; or else personalSourceId' })
  sourceId?: string;
  @Field(() => String, { nullable: true })
  personalSourceId?: string;
}

@ObjectType({ simpleResolvers: true })
export class ResultRowOutcome {
  @Field(() => Int, { description: 'Place of the row, from 0' })
  index!: number;
  @Field(() => ResultStatus)
  status!: RowOutcome['status'];
  @Field(() => String, { nullable: true, description: 'Why it was refused' })
  code!: string | null;
  @Field(() => [InputFault], { description: 'Every fault of a refused row; fields are those of the row' })
  faults!: readonly InputFault[];
}

@ObjectType({ simpleResolvers: true })
export class ResultsRecorded {
  @Field(() => Position)
  position!: string;
  @Field(() => Int)
  recorded!: number;
  @Field(() => Int)
  unchanged!: number;
  @Field(() => Int)
  corrected!: number;
  @Field(() => Int)
  refused!: number;
  @Field(() => [ResultRowOutcome])
  rows!: readonly ResultRowOutcome[];
}

@ObjectType({ simpleResolvers: true })
export class ResultWithdrawn {
  @Field(() => Position)
  position!: string;
  @Field(() => Boolean, { description: 'False where it was withdrawn before' })
  changed!: boolean;
}

export const RecordResultsResult = createUnionType({
  name: 'RecordResultsResult',
  types: () => [ResultsRecorded, InvalidInput, Refused] as const,
});
export const WithdrawResultResult = createUnionType({
  name: 'WithdrawResultResult',
  types: () => [ResultWithdrawn, InvalidInput, Refused] as const,
});
