import { Field, InterfaceType, ObjectType } from 'type-graphql';
import type { Fault } from '@proficio/events';
import { Shareable } from './shareable.js';

@ObjectType({ description: 'One thing wrong with the input' })
@Shareable()
export class InputFault implements Fault {
  @Field(() => String, { description: 'Path of the input field, such as `answers.2.item`' })
  field!: string;
  @Field(() => String)
  reason!: string;
}

@InterfaceType({ description: 'Why a mutation wrote nothing' })
export abstract class Problem {
  @Field(() => String, { description: 'Stable code such as ATTEMPT_SUBMITTED' })
  code!: string;
  @Field(() => String)
  message!: string;
  @Field(() => [InputFault], { description: 'Every fault found, not only the first' })
  faults!: readonly InputFault[];
}

@ObjectType({ implements: Problem, description: 'The input is malformed' })
@Shareable()
export class InvalidInput extends Problem {}

@ObjectType({ implements: Problem, description: 'A rule of the domain said no' })
@Shareable()
export class Refused extends Problem {}

export const invalidInput = (faults: readonly Fault[]): InvalidInput =>
  Object.assign(new InvalidInput(), {
    code: 'INVALID_INPUT',
    message: faults.map(({ field, reason }) => `${field}: ${reason}`).join('; '),
    faults,
  });

export const refused = (code: string, message: string, faults: readonly Fault[]): Refused =>
  Object.assign(new Refused(), { code, message, faults });
