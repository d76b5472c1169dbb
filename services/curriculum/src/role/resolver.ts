import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  fold,
  handle,
  RoleEvents,
  streamName,
  type Asked,
  type Handled,
  type RoleEvent,
  type Target,
} from '@proficio/events';
import { Access, mutate, Role, type Context } from '@proficio/graph';
import { newestContents } from '../publication/newest-contents.js';
import { shownProfile } from '../target-profile/shown.js';
import { DraftRole, PublishRole, ReviewRole, SubmitRole, type Frameworks, type RoleCommand } from './commands.js';
import { role } from './role.js';
import {
  DraftRoleInput,
  DraftRoleResult,
  PublishRoleInput,
  PublishRoleResult,
  ReviewRoleInput,
  ReviewRoleResult,
  RoleMoved,
  RolePublication,
  SubmitRoleInput,
  SubmitRoleResult,
} from './types.js';

@Resolver()
export class RoleMutations {
  @Mutation(() => DraftRoleResult, { description: 'Replaces the whole draft of the next version of a target profile' })
  @Access(Role.CURATOR, Role.ADMINISTRATOR)
  draftRole(@Arg('input', () => DraftRoleInput) input: DraftRoleInput, @Ctx() context: Context) {
    return mutate(context, DraftRole, input, async (data, meta) => {
      const command = { type: 'DraftRole', subject: null, data, meta } as const;
      const informed = async () => ({ ...command, found: await frameworksOf(context, data.targets) });
      return moved(data.key, await handle(context.kernel, role, data.key, command, informed));
    });
  }

  @Mutation(() => SubmitRoleResult, { description: 'Gives the draft to be reviewed' })
  @Access(Role.CURATOR, Role.ADMINISTRATOR)
  submitRole(@Arg('input', () => SubmitRoleInput) input: SubmitRoleInput, @Ctx() context: Context) {
    return mutate(context, SubmitRole, input, async (data, meta) =>
      moved(data.key, await take(context, { type: 'SubmitRole', subject: null, data, meta })),
    );
  }

  @Mutation(() => ReviewRoleResult, { description: 'Approves what was submitted, or leads it back to the draft' })
  @Access(Role.CURATOR, Role.ADMINISTRATOR)
  reviewRole(@Arg('input', () => ReviewRoleInput) input: ReviewRoleInput, @Ctx() context: Context) {
    return mutate(context, ReviewRole, input, async (data, meta) =>
      moved(data.key, await take(context, { type: 'ReviewRole', subject: null, data, meta })),
    );
  }

  @Mutation(() => PublishRoleResult, { description: 'Makes the approved draft the next version, for ever' })
  @Access(Role.CURATOR, Role.ADMINISTRATOR)
  publishRole(@Arg('input', () => PublishRoleInput) input: PublishRoleInput, @Ctx() context: Context) {
    return mutate(context, PublishRole, input, async (data, meta) => {
      const command = { type: 'PublishRole', subject: null, data, meta } as const;
      const informed = async () => ({
        ...command,
        found: await frameworksOf(context, await targetsOf(context, data.key)),
      });
      return publicationOf(await handle(context.kernel, role, data.key, command, informed));
    });
  }
}

/** What a draft and its publication are checked against. */
const frameworksOf = async (context: Context, targets: readonly Target[]): Promise<Frameworks> => {
  const named = new Set(targets.map(({ framework }) => framework));
  return { frameworks: await newestContents(context, [...named]) };
};

/** The targets of the draft, from the log itself since a view may be behind. */
const targetsOf = async ({ kernel, caller: { tenant } }: Context, key: string): Promise<readonly Target[]> => {
  const stored = await kernel.events.read(streamName(RoleEvents.category, tenant, key));
  const drafted = fold(role, stored.map(RoleEvents.decode));
  return drafted.status === 'none' ? [] : drafted.content.targets;
};

/** What needs no look at the frameworks. */
type Moving = Exclude<Asked<RoleCommand>, { readonly type: 'DraftRole' | 'PublishRole' }>;

const take = ({ kernel }: Context, command: Moving): Promise<Handled<RoleEvent>> =>
  handle(kernel, role, command.data.key, command);

const moved = (key: string, { position, events }: Handled<RoleEvent>): RoleMoved =>
  Object.assign(new RoleMoved(), { position: String(position), key, changed: events.length > 0 });

/** From the command's own event, so that a repeat is answered with the version that it made. */
const publicationOf = ({ position, events: [published] }: Handled<RoleEvent>): RolePublication => {
  if (published?.type !== 'RolePublished') throw new Error('a publication without its event');
  const { meta, data } = published;
  const targetProfile = shownProfile({ ...data, publishedAt: meta.recordedAt });
  return Object.assign(new RolePublication(), { position: String(position), targetProfile });
};
