import { derivedId, handle, reject, Rejection, type Asked, type CommandMeta } from '@proficio/events';
import type { Context } from '@proficio/graph';
import { cohorts } from '../cohorts/cohorts.js';
import { policyFor, readPolicy } from '../policy/catalogue.js';
import { frameworkKeys, newestFramework } from '../publication/library.js';
import type { ReplayCommand } from './commands.js';
import { replay } from './replay.js';

interface Told {
  readonly policy: string;
  readonly cohort: string | null;
}
export interface Started {
  readonly replay: string;
  readonly position: bigint;
}
type Asking = Pick<Context, 'caller' | 'kernel' | 'read'>;
type StartCommand = Extract<ReplayCommand, { readonly type: 'StartReplay' }>;

/** @throws Rejection FRAMEWORK_UNKNOWN, COHORT_UNKNOWN, POLICY_UNKNOWN, POLICY_INVALID, and what the decider says */
export const startIn = async (
  asking: Asking,
  told: Told & { readonly framework: string },
  meta: CommandMeta,
): Promise<Started> => {
  const { framework } = told;
  const id = derivedId(meta.tenant, 'replay', framework, meta.actor, meta.commandId ?? '');
  const asked: Asked<StartCommand> = { type: 'StartReplay', subject: null, data: { ...told, replay: id }, meta };
  const { position } = await handle(asking.kernel, replay, framework, asked, async () => {
    const published = await newestFramework(asking, framework, null);
    if (!published) return reject('FRAMEWORK_UNKNOWN', 'framework', 'is not published');
    const isCohort = told.cohort === null || (await isDefined(asking, told.cohort));
    return { ...asked, found: { policy: policyFor(readPolicy(told.policy), published).policy, isCohort } };
  });
  return { replay: id, position };
};

const isDefined = async ({ caller, read }: Asking, cohort: string): Promise<boolean> =>
  (await read(cohorts).get('cohort', caller.tenant, cohort)) !== undefined;

/** In every framework where the policy is neither in force nor being replayed. @throws Rejection where there is none */
export const startEverywhere = async (asking: Asking, told: Told, meta: CommandMeta): Promise<readonly Started[]> => {
  const started: Started[] = [];
  let refused = new Rejection('FRAMEWORK_UNKNOWN', [{ field: 'framework', reason: 'none is published' }]);
  for await (const framework of frameworkKeys(asking)) {
    try {
      started.push(await startIn(asking, { framework, ...told }, meta));
    } catch (error) {
      if (!(error instanceof Rejection) || !LEFT_OUT.includes(error.code)) throw error;
      refused = error;
    }
  }
  if (started.length === 0) throw refused;
  return started;
};

const LEFT_OUT: readonly string[] = ['POLICY_IN_FORCE', 'REPLAY_RUNNING'];
