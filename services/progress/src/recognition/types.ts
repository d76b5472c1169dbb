import { createUnionType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, FactInput, InputFault, InvalidInput, Position, Refused } from '@proficio/graph';

@InputType({ description: 'A skill with its share; the shares of one framework sum to 1' })
export class RecognitionBindingInput {
  @Field(() => String)
  readonly framework!: string;
  @Field(() => String)
  readonly skill!: string;
  @Field(() => Float, { defaultValue: 1 })
  readonly share!: number;
}

@InputType({
  description:
    'Prior learning of one learner. A row that comes again under its source and sourceId is nothing to do where score ' +
    'or level are the same, whatever its time and note, and else a correction, which keeps the first time.',
})
export class PriorLearningInput {
  @Field(() => ID, { nullable: true, description: 'Their id, or else issuer and subject' })
  readonly learner?: string | null;
  @Field(() => String, { nullable: true })
  readonly issuer?: string | null;
  @Field(() => String, { nullable: true })
  readonly subject?: string | null;
  @Field(() => String, { nullable: true, description: 'With skill, for one skill; or else bindings' })
  readonly framework?: string | null;
  @Field(() => String, { nullable: true })
  readonly skill?: string | null;
  @Field(() => [RecognitionBindingInput], { nullable: true })
  readonly bindings?: readonly RecognitionBindingInput[] | null;
  @Field(() => Float, { nullable: true, description: '0 to the maximum; or else a level' })
  readonly score?: number | null;
  @Field(() => Float, { nullable: true, description: '1 unless said' })
  readonly maximum?: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'A level of the framework, 0 below the first: counts as its middle',
  })
  readonly level?: number | null;
  @Field(() => String, { nullable: true, description: 'For the learner and for staff' })
  readonly note?: string | null;
  @Field(() => DateTime, { nullable: true })
  readonly occurredAt?: string | null;
  @Field(() => String, { nullable: true, description: 'The system that tells, with its own id of the row' })
  readonly source?: string | null;
  @Field(() => String, { nullable: true })
  readonly sourceId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'In its place, where it is made from what names the learner: kept as a keyed digest alone',
  })
  readonly personalSourceId?: string | null;
}

@InputType()
export class RecognisePriorLearningInput extends FactInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Makes a repeat of rows without a source safe; a row of a source tells by its content whether it came before',
  })
  declare readonly commandId?: string | null;
  @Field(() => [PriorLearningInput], { description: 'At most 1,000; each is taken or refused by itself' })
  readonly rows!: readonly PriorLearningInput[];
}

export enum RecognitionStatus {
  RECOGNISED = 'RECOGNISED',
  CORRECTED = 'CORRECTED',
  UNCHANGED = 'UNCHANGED',
  REFUSED = 'REFUSED',
}
registerEnumType(RecognitionStatus, { name: 'RecognitionStatus', description: 'What became of a row' });

@ObjectType({ simpleResolvers: true, description: 'What became of one row' })
export class RecognitionRow {
  @Field(() => Int, { description: 'Its place in the input, from 0' })
  readonly index!: number;
  @Field(() => RecognitionStatus)
  readonly status!: `${RecognitionStatus}`;
  @Field(() => ID, { nullable: true, description: 'The recognition; null where refused' })
  readonly recognition!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was refused, such as RECOGNITION_INVALID' })
  readonly code!: string | null;
  @Field(() => [InputFault], { description: 'Every fault of a refused row' })
  readonly faults!: readonly InputFault[];
}

@ObjectType({ simpleResolvers: true })
export class RecognitionPayload {
  @Field(() => [RecognitionRow])
  readonly rows!: readonly RecognitionRow[];
  @Field(() => Position)
  readonly position!: string;
}

export const RecognisePriorLearningResult = createUnionType({
  name: 'RecognisePriorLearningResult',
  types: () => [RecognitionPayload, InvalidInput, Refused] as const,
});
