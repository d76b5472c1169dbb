import { createUnionType, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Access, CommandInput, InvalidInput, Key, Position, Refused } from '@proficio/graph';
import { BindingInput, SkillBinding } from '../binding-types.js';
import { QuestionKind } from '../question-kind.js';
import { ANSWER_READERS } from '../roles.js';

@ObjectType({ simpleResolvers: true })
export class ItemOption {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  text!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What is accepted as an answer, for those who may read it' })
export class AcceptedAnswer {
  @Field(() => [String], { description: 'Keys of the right options, or the accepted texts' })
  values!: readonly string[];
  @Field(() => Float, { nullable: true })
  value!: number | null;
  @Field(() => Float, { nullable: true })
  tolerance!: number | null;
}

@ObjectType({ simpleResolvers: true })
@Key('id')
export class Item {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  prompt!: string;
  @Field(() => QuestionKind)
  kind!: QuestionKind;
  @Field(() => [ItemOption])
  options!: readonly ItemOption[];
  @Field(() => [SkillBinding])
  bindings!: readonly SkillBinding[];
  @Field(() => Float)
  weight!: number;
  @Field(() => Int, { nullable: true })
  level!: number | null;
  @Field(() => Float)
  maximum!: number;
  @Access(...ANSWER_READERS)
  @Field(() => AcceptedAnswer, { nullable: true, description: 'Null where nothing is scored by machine' })
  accepted!: AcceptedAnswer | null;
}

@InputType()
class OptionInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  text!: string;
}

@InputType({ description: 'The fields of its kind and no others' })
class QuestionInput {
  @Field(() => QuestionKind)
  kind!: QuestionKind;
  @Field(() => [OptionInput], { nullable: true })
  options?: readonly OptionInput[];
  @Field(() => [String], { nullable: true, description: 'Keys of the right options' })
  correct?: readonly string[];
  @Field(() => Float, { nullable: true, description: 'The right number' })
  value?: number;
  @Field(() => Float, { nullable: true })
  tolerance?: number;
  @Field(() => [String], { nullable: true, description: 'Texts that are right, whatever their case and blanks' })
  accepted?: readonly string[];
}

@InputType()
export class DefineItemInput extends CommandInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String, { defaultValue: '' })
  prompt!: string;
  @Field(() => [BindingInput])
  bindings!: readonly BindingInput[];
  @Field(() => Float, { defaultValue: 1 })
  weight!: number;
  @Field(() => Int, { nullable: true })
  level?: number;
  @Field(() => Float, { defaultValue: 1 })
  maximum!: number;
  @Field(() => QuestionInput)
  question!: QuestionInput;
}

@ObjectType({ simpleResolvers: true })
export class ItemDefined {
  @Field(() => Position)
  position!: string;
  @Field(() => Boolean, { description: 'False where it was defined so already' })
  changed!: boolean;
  @Field(() => Item)
  item!: Item;
}
export const DefineItemResult = createUnionType({
  name: 'DefineItemResult',
  types: () => [ItemDefined, InvalidInput, Refused] as const,
});
