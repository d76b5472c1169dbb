import { Field, InputType, Int, ObjectType } from 'type-graphql';

@ObjectType('DraftTarget', { simpleResolvers: true })
@InputType('TargetInput')
export class TargetFields {
  @Field(() => String, { description: 'Key of a published framework' })
  readonly framework!: string;
  @Field(() => String, { nullable: true, defaultValue: null, description: 'Key of a domain, or else of a skill' })
  readonly domain!: string | null;
  @Field(() => String, { nullable: true, defaultValue: null, description: 'Key of a skill, or else of a domain' })
  readonly skill!: string | null;
  @Field(() => Int, { description: 'Number of the level, 1 the lowest' })
  readonly level!: number;
}
