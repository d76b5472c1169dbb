import { Field, Float, InputType, ObjectType } from 'type-graphql';
import type { Binding } from '@proficio/events';

@ObjectType('SkillBinding', { description: 'A skill that one fact tells about; the shares of a framework sum to 1' })
export class SkillBinding implements Binding {
  @Field(() => String)
  framework!: string;
  @Field(() => String)
  skill!: string;
  @Field(() => Float)
  share!: number;
}

@InputType()
export class BindingInput implements Binding {
  @Field(() => String)
  framework!: string;
  @Field(() => String)
  skill!: string;
  @Field(() => Float, { defaultValue: 1 })
  share!: number;
}
