import { PolicyEvents, reject, type Decider, type PolicyEvent, type PolicyName } from '@proficio/events';
import { nameOf } from '../policy/policy.js';
import { proficiency } from '../policy/proficiency.js';
import type { ReplayCommand } from './commands.js';

export type ReplayStatus = 'running' | 'completed' | 'cancelled' | 'discarded' | 'published';

interface Replay {
  readonly status: ReplayStatus;
  readonly policy: PolicyName;
  /** The policy that was in force when it was started. */
  readonly against: PolicyName;
  readonly cohort: string | null;
}

/** A framework's policy in force, and everything that was replayed to choose it. */
export interface FrameworkPolicy {
  readonly inForce: PolicyName;
  readonly replays: ReadonlyMap<string, Replay>;
}

const evolve = (state: FrameworkPolicy, event: PolicyEvent): FrameworkPolicy => {
  const { replay } = event.data;
  switch (event.type) {
    case 'ReplayStarted': {
      const { policy, against, cohort } = event.data;
      return withReplay(state, replay, { status: 'running', policy, against, cohort });
    }
    case 'ReplayCompleted':
      return ended(state, replay, 'completed');
    case 'ReplayCancelled':
      return ended(state, replay, 'cancelled');
    case 'ReplayDiscarded':
      return ended(state, replay, 'discarded');
    case 'PolicyPublished':
      return { ...ended(state, replay, 'published'), inForce: event.data.policy };
  }
};

const withReplay = (state: FrameworkPolicy, replay: string, held: Replay): FrameworkPolicy => ({
  ...state,
  replays: new Map(state.replays).set(replay, held),
});

const ended = (state: FrameworkPolicy, replay: string, status: ReplayStatus): FrameworkPolicy => {
  const held = state.replays.get(replay);
  return held ? withReplay(state, replay, { ...held, status }) : state;
};

const decide = (state: FrameworkPolicy, command: ReplayCommand): readonly PolicyEvent[] => {
  if (command.type === 'StartReplay') return start(state, command);
  const { framework, replay } = command.data;
  const held = state.replays.get(replay) ?? reject('REPLAY_UNKNOWN', 'replay', 'is no replay');
  switch (command.type) {
    case 'CompleteReplay':
      if (held.status !== 'running') return [];
      return [{ type: 'ReplayCompleted', data: command.data }];
    case 'CancelReplay':
      if (held.status === 'cancelled') return [];
      if (held.status !== 'running') return wrongState(held, 'only what runs can be cancelled');
      return [{ type: 'ReplayCancelled', data: { framework, replay } }];
    case 'DiscardReplay':
      if (held.status === 'discarded') return [];
      if (held.status === 'running') return wrongState(held, 'cancel it first');
      if (held.status === 'published') return wrongState(held, 'its policy was put in force');
      return [{ type: 'ReplayDiscarded', data: { framework, replay } }];
    case 'PublishReplay':
      return publish(state, held, command);
  }
};

type Start = Extract<ReplayCommand, { readonly type: 'StartReplay' }>;

/** A second one of the same policy over the same learners would only say the same. */
const start = (state: FrameworkPolicy, { data, found: { policy, isCohort } }: Start): readonly PolicyEvent[] => {
  const { framework, replay, cohort } = data;
  if (!isCohort) return reject('COHORT_UNKNOWN', 'cohort', 'is no cohort');
  const name = nameOf(policy);
  if (name === nameOf(state.inForce)) return reject('POLICY_IN_FORCE', 'policy', `${name} is in force already`);
  for (const [other, held] of state.replays)
    if (held.status === 'running' && held.cohort === cohort && nameOf(held.policy) === name)
      return reject('REPLAY_RUNNING', 'policy', `${name} is being replayed by ${other}`);
  return [{ type: 'ReplayStarted', data: { framework, replay, policy, against: state.inForce, cohort } }];
};

type Publish = Extract<ReplayCommand, { readonly type: 'PublishReplay' }>;

const publish = (
  { inForce }: FrameworkPolicy,
  held: Replay,
  { data: { framework, replay }, found: { isWhole } }: Publish,
): readonly PolicyEvent[] => {
  if (held.status !== 'completed') return wrongState(held, 'only what was completed can be published');
  if (held.cohort !== null)
    return reject(
      'REPLAY_OF_COHORT',
      'replay',
      'of a cohort: it can only be looked at, a policy holds for a framework',
    );
  if (nameOf(held.against) !== nameOf(inForce))
    return reject(
      'REPLAY_OUTDATED',
      'replay',
      `compared with ${nameOf(held.against)}; now ${nameOf(inForce)} is in force`,
    );
  if (!isWhole) return reject('REPLAY_RUNNING', 'replay', 'what it found is being found again: look at it first');
  return [{ type: 'PolicyPublished', data: { framework, replay, policy: held.policy, replaced: inForce } }];
};

const CODES = {
  running: 'REPLAY_RUNNING',
  completed: 'REPLAY_COMPLETED',
  cancelled: 'REPLAY_CANCELLED',
  discarded: 'REPLAY_DISCARDED',
  published: 'REPLAY_PUBLISHED',
} as const;

const wrongState = ({ status }: Replay, rule: string): never =>
  reject(CODES[status], 'replay', `is ${status}: ${rule}`);

/** Where nothing was published, the release's default is in force. */
export const replay: Decider<FrameworkPolicy, ReplayCommand, PolicyEvent> = {
  events: PolicyEvents,
  initial: { inForce: proficiency.policy, replays: new Map() },
  decide,
  evolve,
};
