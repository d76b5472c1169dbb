import type { Context } from '@proficio/graph';
import type { Policy } from '../policy/policy.js';
import { proficiency } from '../policy/proficiency.js';
import { isPart, type AsOf } from '../profile/as-of.js';
import { replays, type Published } from './replays.js';

export interface InForce {
  readonly policy: Policy;
  /** Of the event that last put one in force; '0' before the first. */
  readonly position: string;
  /** All that have been put in force, oldest first. */
  readonly published: readonly Published[];
}

/** The policy in force in a framework as of a moment; where none had been published, the release's default. */
export const policyInForce = async (
  { caller, read }: Pick<Context, 'caller' | 'read'>,
  framework: string,
  asOf: AsOf | null,
): Promise<InForce> => {
  const history = await read(replays).get('history', caller.tenant, framework);
  const { position, published } = history ?? { position: '0', published: [] };
  const policy = published.findLast((one) => isPart(asOf, one))?.policy ?? proficiency.policy;
  return { policy, position, published };
};
