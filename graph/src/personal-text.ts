import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { ERASED, unsealAll, type Sealed } from '@proficio/events';
import { Role } from './role.js';
import type { Context } from './context.js';
import { Shareable } from './shareable.js';

export enum PersonalState {
  SHOWN = 'SHOWN',
  WITHHELD = 'WITHHELD',
  ERASED = 'ERASED',
}
registerEnumType(PersonalState, { name: 'PersonalState' });

@ObjectType({ description: 'Personal data: shown, withheld from the caller, or erased for ever' })
@Shareable()
export class PersonalText {
  @Field(() => PersonalState)
  state!: PersonalState;
  @Field(() => String, { nullable: true })
  text!: string | null;
}

const SEERS: readonly Role[] = [Role.ASSESSOR, Role.ADMINISTRATOR];

/** Opens personal fields of one page for the caller with one look at the key store; null stays null. */
export const reveal = async (
  { caller, kernel }: Context,
  values: readonly (Sealed<string> | null)[],
): Promise<readonly (PersonalText | null)[]> => {
  const open = (value: Sealed<string>) => SEERS.includes(caller.role) || value.subject === caller.actor;
  const opened = values.filter((value) => value !== null && open(value)).filter((value) => value !== null);
  const texts = await unsealAll(kernel.keys, caller.tenant, opened);
  const found = new Map(opened.map((value, index) => [value, texts[index]] as const));
  return values.map((value) => {
    if (value === null) return null;
    const text = found.get(value);
    if (text === undefined) return { state: PersonalState.WITHHELD, text: null };
    return text === ERASED ? { state: PersonalState.ERASED, text: null } : { state: PersonalState.SHOWN, text };
  });
};
