import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { CommandInput, InvalidInput, Key, Position, Refused } from '@proficio/graph';
import { Item } from '../item/types.js';
import { QuizPurpose } from '../question-kind.js';

@ObjectType({ simpleResolvers: true, description: 'Items taken together in one attempt' })
@Key('id')
export class Quiz {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String, { description: 'Key of the framework' })
  framework!: string;
  @Field(() => QuizPurpose)
  purpose!: QuizPurpose;
  @Field(() => [Item])
  items!: readonly Item[];
  /** In their order; what `items` resolves. */
  readonly itemKeys!: readonly string[];
}

@InputType()
export class DefineQuizInput extends CommandInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  framework!: string;
  @Field(() => QuizPurpose)
  purpose!: QuizPurpose;
  @Field(() => [String], { description: 'Keys of the items' })
  items!: readonly string[];
}

@ObjectType({ simpleResolvers: true })
export class QuizDefined {
  @Field(() => Position)
  position!: string;
  @Field(() => Boolean, { description: 'False where it was defined so already' })
  changed!: boolean;
  @Field(() => Quiz)
  quiz!: Quiz;
}
export const DefineQuizResult = createUnionType({
  name: 'DefineQuizResult',
  types: () => [QuizDefined, InvalidInput, Refused] as const,
});
