import { failure, type Context } from '@proficio/graph';
import { readPolicy } from '../policy/catalogue.js';
import { inForce } from '../policy/in-force.js';
import type { Policy } from '../policy/policy.js';
import type { AsOf } from '../profile/as-of.js';
import { momentOf, type Clock } from '../shown/resolver.js';

/** What is asked about every cohort of a question. */
export interface Asked {
  readonly framework: string;
  readonly role: string | null;
  readonly policy: Policy;
  /** Null for now. */
  readonly asOf: AsOf | null;
  /** The day to compare with; null for none. */
  readonly since: AsOf | null;
  readonly clock: AsOf['clock'];
}
export interface Arguments {
  readonly framework: string;
  readonly role: string | null | undefined;
  readonly policy: string | null | undefined;
  readonly asOf: string | null | undefined;
  readonly since: string | null | undefined;
  readonly clock: Clock;
}

/** @throws GraphQLError BAD_AS_OF, BAD_INPUT; Rejection POLICY_UNKNOWN, POLICY_INVALID */
export const askedBy = (args: Arguments, { now }: Pick<Context, 'now'>): Asked => {
  const { framework, role, policy, clock } = args;
  const asOf = args.asOf ? momentOf(args.asOf, clock, now) : null;
  const since = args.since ? momentOf(args.since, clock, now) : null;
  if (since && asOf && since.at >= asOf.at) throw failure('BAD_INPUT', 'since must be before asOf');
  return { framework, role: role ?? null, policy: policy ? readPolicy(policy) : inForce, asOf, since, clock };
};
