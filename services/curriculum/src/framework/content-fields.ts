import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { ClosingConditionFields } from './closing-fields.js';
import { SkillFields } from './skill-fields.js';

@ObjectType('DraftFrameworkLevel', { simpleResolvers: true })
@InputType('FrameworkLevelInput')
export class LevelFields {
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => Float, {
    nullable: true,
    defaultValue: null,
    description: 'Score, 0 to 1, where it begins; for every level or for none',
  })
  readonly cut!: number | null;
}

@ObjectType('DraftDomain', { simpleResolvers: true })
@InputType('DomainInput')
export class DomainFields {
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String, { defaultValue: '' })
  readonly description!: string;
}

@ObjectType('DraftActivity', { simpleResolvers: true })
@InputType('ActivityInput')
export class ActivityFields {
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String, { defaultValue: '' })
  readonly description!: string;
  @Field(() => [String], { defaultValue: [], description: 'Keys of the skills it trains' })
  readonly skills!: readonly string[];
  @Field(() => ClosingConditionFields)
  readonly closes!: ClosingConditionFields;
}

@ObjectType('DraftPath', { simpleResolvers: true })
@InputType('PathInput')
export class PathFields {
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String, { description: 'Key of its domain' })
  readonly domain!: string;
  @Field(() => [String], { description: 'Keys of its activities, in order' })
  readonly activities!: readonly string[];
  @Field(() => [ClosingConditionFields], { description: 'It closes when all of these hold' })
  readonly closes!: readonly ClosingConditionFields[];
}

@ObjectType('DraftCourse', { simpleResolvers: true })
@InputType('CourseInput')
export class CourseFields {
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String, { defaultValue: '' })
  readonly description!: string;
  @Field(() => [String], { description: 'Keys of its paths' })
  readonly paths!: readonly string[];
}

/** A framework as curators write it, entries naming each other by key; a draft reads back in the shape it was sent in. */
@ObjectType('DraftContent', { simpleResolvers: true })
@InputType('DraftContentInput')
export class ContentFields {
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String, { defaultValue: '' })
  readonly description!: string;
  @Field(() => String, { description: 'What orders domains by priority: self-assessment@1 or gap@1' })
  readonly priorityRule!: string;
  @Field(() => [LevelFields], { description: 'From the lowest; level 0 is below the first' })
  readonly levels!: readonly LevelFields[];
  @Field(() => [DomainFields], { description: 'In the order they are shown in' })
  readonly domains!: readonly DomainFields[];
  @Field(() => [SkillFields], { defaultValue: [] })
  readonly skills!: readonly SkillFields[];
  @Field(() => [ActivityFields], { defaultValue: [] })
  readonly activities!: readonly ActivityFields[];
  @Field(() => [PathFields], { defaultValue: [] })
  readonly paths!: readonly PathFields[];
  @Field(() => [CourseFields], { defaultValue: [] })
  readonly courses!: readonly CourseFields[];
}
