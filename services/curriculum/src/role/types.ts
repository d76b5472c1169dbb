import { createUnionType, Field, InputType, ObjectType } from 'type-graphql';
import { CommandInput, InvalidInput, Position, Refused } from '@proficio/graph';
import { TargetProfile } from '../target-profile/types.js';
import { TargetFields } from './target-fields.js';

@InputType()
export class RoleKeyInput extends CommandInput {
  @Field(() => String)
  readonly key!: string;
}

@InputType({ description: 'The whole draft: it replaces the one before' })
export class DraftRoleInput extends RoleKeyInput {
  @Field(() => String)
  readonly title!: string;
  @Field(() => String, { defaultValue: '' })
  readonly description!: string;
  @Field(() => [TargetFields])
  readonly targets!: readonly TargetFields[];
}

@InputType()
export class SubmitRoleInput extends RoleKeyInput {}

@InputType()
export class PublishRoleInput extends RoleKeyInput {}

@InputType()
export class ReviewRoleInput extends RoleKeyInput {
  @Field(() => Boolean, { description: 'False leads back to the draft' })
  readonly approved!: boolean;
  @Field(() => String, { defaultValue: '' })
  readonly note!: string;
}

@ObjectType({ simpleResolvers: true })
export class RoleMoved {
  @Field(() => Position)
  readonly position!: string;
  @Field(() => String)
  readonly key!: string;
  @Field(() => Boolean, { description: 'False where there was nothing to do' })
  readonly changed!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class RolePublication {
  @Field(() => Position)
  readonly position!: string;
  @Field(() => TargetProfile)
  readonly targetProfile!: TargetProfile;
}

const moved = (name: string) => createUnionType({ name, types: () => [RoleMoved, InvalidInput, Refused] as const });

export const DraftRoleResult = moved('DraftRoleResult');
export const SubmitRoleResult = moved('SubmitRoleResult');
export const ReviewRoleResult = moved('ReviewRoleResult');
export const PublishRoleResult = createUnionType({
  name: 'PublishRoleResult',
  types: () => [RolePublication, InvalidInput, Refused] as const,
});
