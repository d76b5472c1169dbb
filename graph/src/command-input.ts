import { Field, InputType } from 'type-graphql';
import { DateTime } from './scalars.js';

/** For an input that cannot extend CommandInput, since it extends another. */
export const COMMAND_ID = {
  nullable: true,
  description: 'Makes a repeat safe: it is answered as the first time',
} as const;

/** What every mutation's input takes beside its own fields. */
@InputType()
export class CommandInput {
  @Field(() => String, COMMAND_ID)
  readonly commandId?: string | null;
}

/** The same, of a fact that has its own time. */
@InputType()
export class FactInput extends CommandInput {
  @Field(() => DateTime, { nullable: true, description: 'When it happened, now unless said' })
  readonly occurredAt?: string | null;
}
