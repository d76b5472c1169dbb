import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum ClosingKind {
  COMPLETION = 'completion',
  HOURS = 'hours',
  ARTEFACT = 'artefact',
}
registerEnumType(ClosingKind, { name: 'ClosingKind', description: 'What closes an activity or a path' });

/** GraphQL has no unions of inputs: fields of other kinds stay empty. */
@ObjectType('ClosingCondition', { simpleResolvers: true })
@InputType('ClosingConditionInput')
export class ClosingConditionFields {
  @Field(() => ClosingKind)
  readonly kind!: `${ClosingKind}`;
  @Field(() => Float, { nullable: true, description: 'HOURS: how many are to be logged' })
  readonly target?: number | null;
  @Field(() => String, { nullable: true, description: 'ARTEFACT: its kind' })
  readonly artefact?: string | null;
  @Field(() => Int, { nullable: true, description: 'ARTEFACT: how many are to be accepted, 1 unless said' })
  readonly count?: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'ARTEFACT: accepted only with feedback, a comment or a rubric; not so unless said',
  })
  readonly feedback?: boolean | null;
}
