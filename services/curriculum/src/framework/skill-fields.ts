import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum RelationType {
  PART_OF = 'partOf',
  REQUIRES = 'requires',
  RELATED = 'related',
}
registerEnumType(RelationType, { name: 'RelationType', description: 'How a skill relates to another' });

@ObjectType('SkillDescriptor', { simpleResolvers: true, description: 'What someone at these levels can do' })
@InputType('SkillDescriptorInput')
export class DescriptorFields {
  @Field(() => [Int], { description: 'Numbers of levels, 1 the lowest' })
  readonly levels!: readonly number[];
  @Field(() => String)
  readonly text!: string;
}

@ObjectType('DraftSkillContribution', { simpleResolvers: true })
@InputType('SkillContributionInput')
export class ContributionFields {
  @Field(() => String, { description: 'Key of another domain than its home' })
  readonly domain!: string;
  @Field(() => Float)
  readonly weight!: number;
}

@ObjectType('DraftSkillRelation', { simpleResolvers: true })
@InputType('SkillRelationInput')
export class RelationFields {
  @Field(() => RelationType)
  readonly type!: `${RelationType}`;
  @Field(() => String, { description: 'Key of the other skill' })
  readonly skill!: string;
}

@ObjectType('DraftSkill', { simpleResolvers: true })
@InputType('SkillInput')
export class SkillFields {
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String, { defaultValue: '' })
  readonly description!: string;
  @Field(() => String, { description: 'Key of its home domain' })
  readonly domain!: string;
  @Field(() => Float, { defaultValue: 1, description: 'Weight in its home domain' })
  readonly weight!: number;
  @Field(() => [ContributionFields], { defaultValue: [] })
  readonly contributes!: readonly ContributionFields[];
  @Field(() => [String], { defaultValue: [] })
  readonly tags!: readonly string[];
  @Field(() => [RelationFields], { defaultValue: [] })
  readonly relations!: readonly RelationFields[];
  @Field(() => [DescriptorFields], { defaultValue: [] })
  readonly descriptors!: readonly DescriptorFields[];
}
