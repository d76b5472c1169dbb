import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DateTime, Key } from '@proficio/graph';
import { ClosingConditionFields } from '../framework/closing-fields.js';
import { DescriptorFields, RelationType } from '../framework/skill-fields.js';

/** Published curriculum as a graph: every object knows its neighbours, so that reading needs no look-up. */
@ObjectType({ simpleResolvers: true })
export class FrameworkLevel {
  @Field(() => Int, { description: '1 the lowest' })
  readonly number!: number;
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => Float, { nullable: true, description: 'Score, 0 to 1, where it begins; null for level / (levels + 1)' })
  readonly cut!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'One published version of a framework; it never changes' })
@Key('id')
export class Framework {
  @Field(() => ID, { description: 'key@version' })
  readonly id!: string;
  @Field(() => String)
  readonly key!: string;
  @Field(() => Int)
  readonly version!: number;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String)
  readonly description!: string;
  @Field(() => String, { description: 'What orders domains by priority: self-assessment@1 or gap@1' })
  readonly priorityRule!: string;
  @Field(() => DateTime)
  readonly publishedAt!: string;
  @Field(() => [FrameworkLevel], { description: 'From the lowest; level 0 is below the first' })
  readonly levels!: readonly FrameworkLevel[];
  @Field(() => [Domain], { description: 'In the order they are shown in' })
  readonly domains!: readonly Domain[];
  @Field(() => [Skill])
  readonly skills!: readonly Skill[];
  @Field(() => [Activity])
  readonly activities!: readonly Activity[];
  @Field(() => [Path])
  readonly paths!: readonly Path[];
  @Field(() => [Course])
  readonly courses!: readonly Course[];
}

@ObjectType({ simpleResolvers: true })
@Key('id')
export class Domain {
  @Field(() => ID, { description: 'framework@version/key' })
  readonly id!: string;
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String)
  readonly description!: string;
  @Field(() => Framework)
  readonly framework!: Framework;
  @Field(() => [Skill], { description: 'Those whose home it is; others may contribute' })
  readonly skills!: readonly Skill[];
}

@ObjectType({ simpleResolvers: true })
export class SkillContribution {
  @Field(() => Domain)
  readonly domain!: Domain;
  @Field(() => Float)
  readonly weight!: number;
}

@ObjectType({ simpleResolvers: true })
export class SkillRelation {
  @Field(() => RelationType)
  readonly type!: `${RelationType}`;
  @Field(() => Skill)
  readonly skill!: Skill;
}

@ObjectType({ simpleResolvers: true })
@Key('id')
export class Skill {
  @Field(() => ID, { description: 'framework@version/key' })
  readonly id!: string;
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String)
  readonly description!: string;
  @Field(() => Framework)
  readonly framework!: Framework;
  @Field(() => Domain, { description: 'Its home' })
  readonly domain!: Domain;
  @Field(() => Float, { description: 'Weight in its home domain' })
  readonly weight!: number;
  @Field(() => [SkillContribution], { description: 'Other domains it counts in' })
  readonly contributes!: readonly SkillContribution[];
  @Field(() => [String])
  readonly tags!: readonly string[];
  @Field(() => [SkillRelation])
  readonly relations!: readonly SkillRelation[];
  @Field(() => [DescriptorFields])
  readonly descriptors!: readonly DescriptorFields[];
}

@ObjectType({ simpleResolvers: true })
@Key('id')
export class Activity {
  @Field(() => ID, { description: 'framework@version/key' })
  readonly id!: string;
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String)
  readonly description!: string;
  @Field(() => [Skill], { description: 'Those it trains' })
  readonly skills!: readonly Skill[];
  @Field(() => ClosingConditionFields)
  readonly closes!: ClosingConditionFields;
}

@ObjectType({ simpleResolvers: true })
@Key('id')
export class Path {
  @Field(() => ID, { description: 'framework@version/key' })
  readonly id!: string;
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => Domain)
  readonly domain!: Domain;
  @Field(() => [Activity])
  readonly activities!: readonly Activity[];
  @Field(() => [ClosingConditionFields], { description: 'It closes when all of these hold' })
  readonly closes!: readonly ClosingConditionFields[];
}

@ObjectType({ simpleResolvers: true })
@Key('id')
export class Course {
  @Field(() => ID, { description: 'framework@version/key' })
  readonly id!: string;
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String)
  readonly description!: string;
  @Field(() => Framework)
  readonly framework!: Framework;
  @Field(() => [Path])
  readonly paths!: readonly Path[];
}
