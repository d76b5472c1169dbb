import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DateTime, PersonalText } from '@proficio/graph';
import type { Opener } from '../revealed-page.js';
import type { RecognitionDoc } from './recognitions.js';

@ObjectType({ simpleResolvers: true, description: 'A skill that prior learning tells about' })
export class RecognitionBinding {
  @Field(() => String)
  readonly framework!: string;
  @Field(() => String)
  readonly skill!: string;
  @Field(() => Float)
  readonly share!: number;
}

@ObjectType({ description: 'Prior learning that an assessor accepted, as it stands after corrections' })
export class Recognition {
  constructor(
    private readonly doc: RecognitionDoc,
    private readonly opener: Opener,
  ) {}

  @Field(() => ID)
  get id(): string {
    return this.doc.recognition;
  }
  @Field(() => [RecognitionBinding])
  get bindings(): readonly RecognitionBinding[] {
    return this.doc.bindings;
  }
  @Field(() => Float, { description: '0 to 1' })
  get outcome(): number {
    return this.doc.outcome;
  }
  @Field(() => Int, { nullable: true, description: 'The level given; null where a score was' })
  get level(): number | null {
    return this.doc.level;
  }
  @Field(() => String)
  get source(): string {
    return this.doc.source;
  }
  @Field(() => String)
  get sourceId(): string {
    return this.doc.sourceId;
  }
  @Field(() => DateTime)
  get occurredAt(): string {
    return this.doc.occurredAt;
  }
  @Field(() => PersonalText, { nullable: true })
  note(): PersonalText | null | Promise<PersonalText | null> {
    return this.opener(this.doc.note);
  }
}
