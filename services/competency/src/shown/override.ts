import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Sealed } from '@proficio/events';
import { DateTime, PersonalText, reveal, type Context } from '@proficio/graph';
import { once } from '../once.js';
import type { ShownOverride } from './overridden.js';
import type { ShownDomain, ShownSkill } from './shown.js';

@ObjectType({ simpleResolvers: true, description: 'A level that an assessor set: it is shown until it is revoked' })
export class Override {
  @Field(() => Int, { description: "At most the highest of the profile's version" })
  level!: number;
  @Field(() => String)
  band!: string;
  @Field(() => PersonalText)
  reason!: () => Promise<PersonalText | null>;
  @Field(() => DateTime)
  setAt!: string;
  @Field(() => ID, { description: "The assessor's pseudonymous id" })
  setBy!: string;
}

export type Readable = (override: ShownOverride | null) => Override | null;

/** A profile's overrides for the caller. Who asks for a reason first opens them all, with one look at the key store. */
export const readableOverrides = (context: Context, domains: readonly ShownDomain[]): Readable => {
  const shown: readonly (ShownDomain | ShownSkill)[] = domains.flatMap((domain) => [domain, ...domain.skills]);
  const sealed = once(() => shown.flatMap(({ override }) => (override ? [override.reason] : [])));
  const opened = once(() => reveal(context, sealed()));
  const textOf = async (reason: Sealed<string>) => (await opened())[sealed().indexOf(reason)] ?? null;
  return (override) => override && { ...override, reason: () => textOf(override.reason) };
};
