import { Ctx, Field, Float, ID, ObjectType } from 'type-graphql';
import { DateTime, Key, PersonalText, type Context } from '@proficio/graph';
import { tell, type AtHand } from '../at-hand.js';
import { ActivityReference, partId } from '../curriculum-references.js';
import { openerOf, type Opener } from '../revealed-page.js';
import type { ArtefactDoc, ReviewDoc } from './artefact-doc.js';

type Shown = PersonalText | null | Promise<PersonalText | null>;

@ObjectType({ simpleResolvers: true, description: 'The level given for one criterion of a rubric' })
export class ReviewedCriterion {
  @Field(() => String, { description: 'Its key in the rubric' })
  readonly criterion!: string;
  @Field(() => String)
  readonly level!: string;
  @Field(() => Float, { description: 'What the level is worth, 0 to 1' })
  readonly outcome!: number;
}

@ObjectType()
export class ArtefactReview {
  constructor(
    private readonly doc: ReviewDoc,
    private readonly opener: Opener,
  ) {}

  @Field(() => Boolean)
  get accepted(): boolean {
    return this.doc.accepted;
  }
  @Field(() => DateTime)
  get reviewedAt(): string {
    return this.doc.reviewedAt;
  }
  @Field(() => String, { nullable: true, description: 'Key of the rubric it was held against' })
  get rubric(): string | null {
    return this.doc.rubric;
  }
  @Field(() => [ReviewedCriterion])
  get criteria(): readonly ReviewedCriterion[] {
    return this.doc.criteria;
  }
  @Field(() => PersonalText, { nullable: true })
  comment(): Shown {
    return this.opener(this.doc.comment);
  }
}

@ObjectType({ description: 'A piece of work in the portfolio of a learner' })
@Key('id')
export class Artefact {
  @Field(() => ID, { simple: true })
  readonly id: string;

  constructor(
    id: string,
    private readonly doc: AtHand<ArtefactDoc>,
    private readonly opener?: Opener,
  ) {
    this.id = id;
  }

  @Field(() => ActivityReference)
  activity(): ActivityReference | Promise<ActivityReference> {
    return tell(this.doc, ({ framework, version, activity }) => ({ id: partId(framework, version, activity) }));
  }
  @Field(() => String)
  kind(): string | Promise<string> {
    return tell(this.doc, ({ kind }) => kind);
  }
  @Field(() => DateTime)
  submittedAt(): string | Promise<string> {
    return tell(this.doc, ({ submittedAt }) => submittedAt);
  }
  @Field(() => PersonalText)
  title(@Ctx() context: Context): Shown {
    return tell(this.doc, (doc) => this.openerFor(context, doc)(doc.title));
  }
  @Field(() => PersonalText, { nullable: true })
  link(@Ctx() context: Context): Shown {
    return tell(this.doc, (doc) => this.openerFor(context, doc)(doc.link));
  }
  @Field(() => PersonalText, { nullable: true })
  note(@Ctx() context: Context): Shown {
    return tell(this.doc, (doc) => this.openerFor(context, doc)(doc.note));
  }
  @Field(() => ArtefactReview, { nullable: true, description: 'The last one; null while it waits for the first' })
  review(@Ctx() context: Context): ArtefactReview | null | Promise<ArtefactReview | null> {
    return tell(this.doc, (doc) => doc.review && new ArtefactReview(doc.review, this.openerFor(context, doc)));
  }

  private openerFor(context: Context, doc: ArtefactDoc): Opener {
    return this.opener ?? openerOf(context, personalOf(doc));
  }
}

/** Everything in an artefact that is sealed. */
export const personalOf = ({ title, link, note, review }: ArtefactDoc) => [title, link, note, review?.comment ?? null];
