import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { CommandInput, InvalidInput, Position, Refused } from '@proficio/graph';

@InputType()
export class CohortCourseInput {
  @Field(() => String, { description: "The framework's key" })
  readonly framework!: string;
  @Field(() => String, { description: "The course's key, in any published version" })
  readonly key!: string;
}

@InputType({ description: 'The whole cohort, by a course or by a list: it replaces the one before' })
export class DefineCohortInput extends CommandInput {
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => CohortCourseInput, { nullable: true, description: 'Whoever is enrolled in it' })
  readonly course?: CohortCourseInput | null;
  @Field(() => [ID], { nullable: true, description: 'Ids of learners, 25,000 at most' })
  readonly learners?: readonly string[] | null;
}

@InputType()
export class RemoveCohortInput extends CommandInput {
  @Field(() => String)
  readonly key!: string;
}

@ObjectType({ simpleResolvers: true })
export class CohortMoved {
  @Field(() => Position)
  readonly position!: string;
  @Field(() => String)
  readonly key!: string;
  @Field(() => Boolean, { description: 'False where there was nothing to do' })
  readonly changed!: boolean;
}

const moved = (name: string) => createUnionType({ name, types: () => [CohortMoved, InvalidInput, Refused] as const });

export const DefineCohortResult = moved('DefineCohortResult');
export const RemoveCohortResult = moved('RemoveCohortResult');
