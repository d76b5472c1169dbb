import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '@proficio/graph';
import { ContentFields } from '../framework/content-fields.js';
import { TargetFields } from '../role/target-fields.js';

export enum DraftStatus {
  DRAFT = 'draft',
  SUBMITTED = 'submitted',
  APPROVED = 'approved',
}
registerEnumType(DraftStatus, { name: 'DraftStatus', description: 'How far a draft is from its publication' });

@ObjectType({ simpleResolvers: true, description: 'A framework under way, in the shape it was sent in' })
export class FrameworkDraft extends ContentFields {
  @Field(() => DraftStatus)
  readonly status!: `${DraftStatus}`;
  @Field(() => Int, { description: 'The version that its publication will make' })
  readonly version!: number;
  @Field(() => DateTime)
  readonly draftedAt!: string;
  @Field(() => String, { nullable: true, description: 'What the last review said' })
  readonly note!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A target profile under way, in the shape it was sent in' })
export class RoleDraft {
  @Field(() => String)
  readonly key!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => String)
  readonly description!: string;
  @Field(() => [TargetFields])
  readonly targets!: readonly TargetFields[];
  @Field(() => DraftStatus)
  readonly status!: `${DraftStatus}`;
  @Field(() => Int, { description: 'The version that its publication will make' })
  readonly version!: number;
  @Field(() => DateTime)
  readonly draftedAt!: string;
  @Field(() => String, { nullable: true, description: 'What the last review said' })
  readonly note!: string | null;
}
