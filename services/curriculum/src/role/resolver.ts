import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { handle, type Asked, type Handled, type RoleEvent } from '@proficio/events';
import { Access, mutate, Role, type Context } from '@proficio/graph';
import { newestContents } from '../publication/newest-contents.js';
import { shownProfile } from '../target-profile/shown.js';
import { DraftRole, PublishRole, ReviewRole, SubmitRole, type RoleCommand } from './commands.js';
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
      const named = [...new Set(data.targets.map(({ framework }) => framework))];
      return moved(
        data.key,
        await handle(context.kernel, role, data.key, command, async () => ({
          ...command,
          found: { frameworks: await newestContents(context, named) },
        })),
      );
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
    return mutate(context, PublishRole, input, async (data, meta) =>
      publicationOf(await take(context, { type: 'PublishRole', subject: null, data, meta })),
    );
  }
}

/** A draft is checked against what is published, so it never comes this way. */
type Moving = Exclude<Asked<RoleCommand>, { readonly type: 'DraftRole' }>;

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
