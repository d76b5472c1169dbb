import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import { Key, PersonalText, Role, type Context } from '@proficio/graph';
import { tell, type AtHand } from '../at-hand.js';
import { openerOf, type Opener } from '../revealed-page.js';
import type { KnownLearner } from './learners.js';

@ObjectType({ description: 'A person who learns, by a pseudonymous id' })
@Key('id')
export class Learner {
  @Field(() => ID, { simple: true })
  readonly id: string;

  /** `known` is undefined of someone whom the service has not met: their profile is empty. */
  constructor(
    id: string,
    private readonly known: AtHand<KnownLearner | undefined>,
    private readonly opener?: Opener,
  ) {
    this.id = id;
  }

  @Field(() => PersonalText, { nullable: true, description: 'The display name' })
  name(@Ctx() context: Context): PersonalText | null | Promise<PersonalText | null> {
    return tell(this.known, (known) => {
      const name = known?.name ?? null;
      return (this.opener ?? openerOf(context, [name]))(name);
    });
  }

  @Field(() => Boolean)
  registered(): boolean | Promise<boolean> {
    return tell(this.known, (known) => known?.registered ?? false);
  }

  @Field(() => Boolean, { description: 'Everything personal of an erased learner is gone for ever' })
  erased(): boolean | Promise<boolean> {
    return tell(this.known, (known) => known?.state === 'erased');
  }
}

@ObjectType({ simpleResolvers: true, description: 'Who asks' })
export class Viewer {
  @Field(() => String)
  readonly tenant!: string;
  @Field(() => Role)
  readonly role!: Role;
  @Field(() => Learner, { description: 'The caller as a learner, whatever the role' })
  readonly learner!: Learner;
}
