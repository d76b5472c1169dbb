import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import type { Binding } from '@proficio/events';
import { Key } from '@proficio/graph';

/** A skill of curriculum, told by its id; its title comes from there. */
@ObjectType('Skill', { simpleResolvers: true })
@Key('id', false)
export class SkillReference {
  @Field(() => ID, { description: '`framework@version/key`' })
  id!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A skill that one fact tells about; the shares of a framework sum to 1',
})
export class SkillBinding implements Binding {
  @Field(() => String, { description: 'Key of the framework' })
  framework!: string;
  @Field(() => String, { description: 'Key of the skill' })
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
