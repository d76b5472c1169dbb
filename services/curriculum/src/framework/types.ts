import { createUnionType, Field, InputType, ObjectType } from 'type-graphql';
import { COMMAND_ID, CommandInput, InvalidInput, Position, Refused } from '@proficio/graph';
import { Framework } from '../publication/types.js';
import { ContentFields } from './content-fields.js';

@InputType({ description: 'The whole draft: it replaces the one before' })
export class DraftFrameworkInput extends ContentFields {
  @Field(() => String, COMMAND_ID)
  readonly commandId?: string | null;
}

@InputType()
export class FrameworkKeyInput extends CommandInput {
  @Field(() => String)
  readonly key!: string;
}

@InputType()
export class SubmitFrameworkInput extends FrameworkKeyInput {}

@InputType()
export class PublishFrameworkInput extends FrameworkKeyInput {}

@InputType()
export class ReviewFrameworkInput extends FrameworkKeyInput {
  @Field(() => Boolean, { description: 'False leads back to the draft' })
  readonly approved!: boolean;
  @Field(() => String, { defaultValue: '' })
  readonly note!: string;
}

@ObjectType({ simpleResolvers: true })
export class FrameworkMoved {
  @Field(() => Position)
  readonly position!: string;
  @Field(() => String)
  readonly key!: string;
  @Field(() => Boolean, { description: 'False where there was nothing to do' })
  readonly changed!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class FrameworkPublication {
  @Field(() => Position)
  readonly position!: string;
  @Field(() => Framework)
  readonly framework!: Framework;
}

const moved = (name: string) =>
  createUnionType({ name, types: () => [FrameworkMoved, InvalidInput, Refused] as const });

export const DraftFrameworkResult = moved('DraftFrameworkResult');
export const SubmitFrameworkResult = moved('SubmitFrameworkResult');
export const ReviewFrameworkResult = moved('ReviewFrameworkResult');
export const PublishFrameworkResult = createUnionType({
  name: 'PublishFrameworkResult',
  types: () => [FrameworkPublication, InvalidInput, Refused] as const,
});
