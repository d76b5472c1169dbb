import { Field, InputType } from 'type-graphql';
import { DateTime } from '@proficio/graph';

/** What every mutation's input takes beside its own fields. */
@InputType()
export class CommandInput {
  @Field(() => String, { nullable: true, description: 'Makes a repeat safe: it is answered as the first time' })
  readonly commandId?: string | null;
}

/** The same, of a fact that has its own time. */
@InputType()
export class FactInput extends CommandInput {
  @Field(() => DateTime, { nullable: true, description: 'When it happened, now unless said' })
  readonly occurredAt?: string | null;
}
