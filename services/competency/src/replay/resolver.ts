import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { handle, reject, type CommandMeta, type Handled, type PolicyEvent } from '@proficio/events';
import { Access, mutate, type Context } from '@proficio/graph';
import { wholeFound } from '../difference/found.js';
import { nameOf } from '../policy/policy.js';
import { replays } from '../replays/replays.js';
import { ADMINISTRATORS, ANALYSTS } from '../roles.js';
import { EndReplay, StartReplay, type ReplayCommand } from './commands.js';
import { replay } from './replay.js';
import { startEverywhere, startIn } from './start.js';
import {
  CancelReplayInput,
  CancelReplayResult,
  DiscardReplayInput,
  DiscardReplayResult,
  PolicyInForce,
  PublishReplayInput,
  PublishReplayResult,
  ReplayEnded,
  ReplaysStarted,
  StartReplayInput,
  StartReplayResult,
} from './types.js';

@Resolver()
export class ReplayMutations {
  @Mutation(() => StartReplayResult, {
    description: 'Reads every learner under another policy, beside the one in force',
  })
  @Access(...ANALYSTS)
  startReplay(@Arg('input', () => StartReplayInput) input: StartReplayInput, @Ctx() context: Context) {
    return mutate(context, StartReplay, input, async ({ framework, policy, cohort }, meta) => {
      const told = { policy, cohort };
      const started =
        framework === null
          ? await startEverywhere(context, told, meta)
          : [await startIn(context, { framework, ...told }, meta)];
      const position = started.reduce((last, one) => (one.position > last ? one.position : last), 0n);
      const ids = started.map(({ replay: id }) => id);
      return Object.assign(new ReplaysStarted(), { position: String(position), replays: ids });
    });
  }

  @Mutation(() => CancelReplayResult, { description: 'Ends what runs; what it found so far is gone' })
  @Access(...ANALYSTS)
  cancelReplay(@Arg('input', () => CancelReplayInput) input: CancelReplayInput, @Ctx() context: Context) {
    return mutate(context, EndReplay, input, async (data, meta) =>
      ended(data.replay, await end(context, 'CancelReplay', data.replay, meta)),
    );
  }

  @Mutation(() => DiscardReplayResult, { description: 'Removes what a replay found' })
  @Access(...ANALYSTS)
  discardReplay(@Arg('input', () => DiscardReplayInput) input: DiscardReplayInput, @Ctx() context: Context) {
    return mutate(context, EndReplay, input, async (data, meta) =>
      ended(data.replay, await end(context, 'DiscardReplay', data.replay, meta)),
    );
  }

  @Mutation(() => PublishReplayResult, {
    description: 'Puts the policy of a completed replay in force: every number shown is its own from then on',
  })
  @Access(...ADMINISTRATORS)
  publishReplay(@Arg('input', () => PublishReplayInput) input: PublishReplayInput, @Ctx() context: Context) {
    return mutate(context, EndReplay, input, async (data, meta) => {
      const { position, events } = await end(context, 'PublishReplay', data.replay, meta);
      const [published] = events;
      if (published?.type !== 'PolicyPublished') throw new Error('a publication without its event');
      const { framework, policy } = published.data;
      return Object.assign(new PolicyInForce(), { position: String(position), framework, policy: nameOf(policy) });
    });
  }
}

type Ending = Extract<ReplayCommand, { readonly type: 'CancelReplay' | 'DiscardReplay' | 'PublishReplay' }>['type'];

/** A replay is found by its id alone; the framework that it belongs to never changes. */
const end = async (
  { kernel, read }: Context,
  type: Ending,
  id: string,
  meta: CommandMeta,
): Promise<Handled<PolicyEvent>> => {
  const found = await read(replays).get('replay', meta.tenant, id);
  const framework = found?.framework ?? reject('REPLAY_UNKNOWN', 'replay', 'is no replay');
  const asked = { subject: null, data: { framework, replay: id }, meta } as const;
  if (type !== 'PublishReplay') return handle(kernel, replay, framework, { ...asked, type });
  const publish = { ...asked, type };
  return handle(kernel, replay, framework, publish, async () => ({
    ...publish,
    found: { isWhole: (await wholeFound(read, meta.tenant, id)) !== undefined },
  }));
};

const ended = (id: string, { position, events }: Handled<PolicyEvent>): ReplayEnded =>
  Object.assign(new ReplayEnded(), { position: String(position), replay: id, changed: events.length > 0 });
