import { failure, type Context } from '@proficio/graph';
import { readPolicy } from '../policy/catalogue.js';
import type { Policy } from '../policy/policy.js';
import type { AsOf } from '../profile/as-of.js';
import { policyInForce } from '../replays/in-force.js';
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
export const askedBy = async (args: Arguments, context: Pick<Context, 'caller' | 'now' | 'read'>): Promise<Asked> => {
  const { now } = context;
  const { framework, role, policy, clock } = args;
  const asOf = args.asOf ? momentOf(args.asOf, clock, now) : null;
  const since = args.since ? momentOf(args.since, clock, now, 'since') : null;
  if (since && asOf && since.at >= asOf.at) throw failure('BAD_INPUT', 'since must be before asOf');
  const told = typeof policy === 'string' ? readPolicy(policy) : (await policyInForce(context, framework, asOf)).policy;
  return { framework, role: role ?? null, policy: told, asOf, since, clock };
};
