import { Field, ID, ObjectType } from 'type-graphql';
import { Key } from '@proficio/graph';

/** Entities of curriculum, told by their ids; their keys and titles come from there. */
@ObjectType('Framework', { simpleResolvers: true })
@Key('id', false)
export class FrameworkReference {
  @Field(() => ID, { description: '`key@version`' })
  readonly id!: string;
}

@ObjectType('Course', { simpleResolvers: true })
@Key('id', false)
export class CourseReference {
  @Field(() => ID, { description: '`framework@version/key`, as of skills, paths and activities' })
  readonly id!: string;
}

@ObjectType('Path', { simpleResolvers: true })
@Key('id', false)
export class PathReference {
  @Field(() => ID)
  readonly id!: string;
}

@ObjectType('Activity', { simpleResolvers: true })
@Key('id', false)
export class ActivityReference {
  @Field(() => ID)
  readonly id!: string;
}

@ObjectType('TargetProfile', { simpleResolvers: true })
@Key('id', false)
export class TargetProfileReference {
  @Field(() => ID, { description: '`role@version`' })
  readonly id!: string;
}

/** `framework@version/key`. */
export const partId = (framework: string, version: number, key: string): string => `${framework}@${version}/${key}`;
