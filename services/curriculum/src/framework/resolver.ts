import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  handle,
  publicationAfter,
  type Asked,
  type FrameworkEvent,
  type Handled,
  type Publication,
} from '@proficio/events';
import { Access, mutate, Role, type Context } from '@proficio/graph';
import { linked } from '../publication/linked.js';
import { isComplete } from '../publication/publication.js';
import {
  DraftFramework,
  PublishFramework,
  ReviewFramework,
  SubmitFramework,
  type FrameworkCommand,
} from './commands.js';
import { framework } from './framework.js';
import {
  DraftFrameworkInput,
  DraftFrameworkResult,
  FrameworkMoved,
  FrameworkPublication,
  PublishFrameworkInput,
  PublishFrameworkResult,
  ReviewFrameworkInput,
  ReviewFrameworkResult,
  SubmitFrameworkInput,
  SubmitFrameworkResult,
} from './types.js';

@Resolver()
export class FrameworkMutations {
  @Mutation(() => DraftFrameworkResult, { description: 'Replaces the whole draft of the next version' })
  @Access(Role.CURATOR, Role.ADMINISTRATOR)
  draftFramework(@Arg('input', () => DraftFrameworkInput) input: DraftFrameworkInput, @Ctx() context: Context) {
    return mutate(context, DraftFramework, input, (data, meta) =>
      move(context, { type: 'DraftFramework', subject: null, data, meta }),
    );
  }

  @Mutation(() => SubmitFrameworkResult, { description: 'Gives the draft to be reviewed' })
  @Access(Role.CURATOR, Role.ADMINISTRATOR)
  submitFramework(@Arg('input', () => SubmitFrameworkInput) input: SubmitFrameworkInput, @Ctx() context: Context) {
    return mutate(context, SubmitFramework, input, (data, meta) =>
      move(context, { type: 'SubmitFramework', subject: null, data, meta }),
    );
  }

  @Mutation(() => ReviewFrameworkResult, { description: 'Approves what was submitted, or leads it back to the draft' })
  @Access(Role.CURATOR, Role.ADMINISTRATOR)
  reviewFramework(@Arg('input', () => ReviewFrameworkInput) input: ReviewFrameworkInput, @Ctx() context: Context) {
    return mutate(context, ReviewFramework, input, (data, meta) =>
      move(context, { type: 'ReviewFramework', subject: null, data, meta }),
    );
  }

  @Mutation(() => PublishFrameworkResult, { description: 'Makes the approved draft the next version, for ever' })
  @Access(Role.CURATOR, Role.ADMINISTRATOR)
  publishFramework(@Arg('input', () => PublishFrameworkInput) input: PublishFrameworkInput, @Ctx() context: Context) {
    return mutate(context, PublishFramework, input, async (data, meta) =>
      publicationOf(await take(context, { type: 'PublishFramework', subject: null, data, meta })),
    );
  }
}

const take = ({ kernel }: Context, command: Asked<FrameworkCommand>): Promise<Handled<FrameworkEvent>> =>
  handle(kernel, framework, command.data.key, command);

const move = async (context: Context, command: Asked<FrameworkCommand>): Promise<FrameworkMoved> => {
  const { position, events } = await take(context, command);
  return Object.assign(new FrameworkMoved(), {
    position: String(position),
    key: command.data.key,
    changed: events.length > 0,
  });
};

/** From the command's own events, so that a repeat is answered with the version that it made. */
const publicationOf = ({ position, events }: Handled<FrameworkEvent>): FrameworkPublication => {
  const publication = events.reduce<Publication | undefined>(
    (before, event) =>
      event.type === 'FrameworkPublished' ? publicationAfter(before, event, event.meta.recordedAt) : before,
    undefined,
  );
  if (!isComplete(publication)) throw new Error('a publication without its parts');
  return Object.assign(new FrameworkPublication(), {
    position: String(position),
    framework: linked(publication).framework,
  });
};
