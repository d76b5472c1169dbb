import { Field, ID, ObjectType } from 'type-graphql';
import { Key } from '@proficio/graph';

/** Entities of curriculum, told by their ids; their keys and titles come from there. */
@ObjectType('Framework', { simpleResolvers: true })
@Key('id', false)
export class FrameworkReference {
  @Field(() => ID)
  id!: string;
}

@ObjectType('Domain', { simpleResolvers: true })
@Key('id', false)
export class DomainReference {
  @Field(() => ID)
  id!: string;
}

@ObjectType('Skill', { simpleResolvers: true })
@Key('id', false)
export class SkillReference {
  @Field(() => ID)
  id!: string;
}

@ObjectType('Path', { simpleResolvers: true })
@Key('id', false)
export class PathReference {
  @Field(() => ID)
  id!: string;
}

/** Progress owns learners; here they get their competency. */
@ObjectType('Learner', { simpleResolvers: true })
@Key('id')
export class LearnerReference {
  @Field(() => ID)
  id!: string;
}
