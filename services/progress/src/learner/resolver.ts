import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { handle, personId, type Appended } from '@proficio/events';
import { Access, mutate, Role, type Context } from '@proficio/graph';
import { knownLearner, learnerAsOf } from '../learners/learner-of.js';
import { isStaff, mustActFor } from '../staff.js';
import { EraseLearner, NameLearner, RegisterLearner } from './commands.js';
import { learner } from './learner.js';
import {
  EraseLearnerInput,
  EraseLearnerResult,
  LearnerPayload,
  NameLearnerInput,
  NameLearnerResult,
  RegisterLearnerInput,
  RegisterLearnerResult,
} from './types.js';

@Resolver()
export class LearnerMutations {
  @Mutation(() => RegisterLearnerResult, {
    description: 'Makes a person known, before they come or after; again with a name, names them',
  })
  @Access(Role.ASSESSOR, Role.ADMINISTRATOR)
  registerLearner(@Arg('input', () => RegisterLearnerInput) input: RegisterLearnerInput, @Ctx() context: Context) {
    return mutate(context, RegisterLearner, input, async ({ issuer, subject, name }, meta) => {
      const { kernel } = context;
      const id = await personId(kernel.keys, meta.tenant, issuer, subject);
      const data = { learner: id, name: name ?? null };
      return payload(
        context,
        id,
        await handle(kernel, learner, id, { type: 'RegisterLearner', subject: id, data, meta }),
      );
    });
  }

  @Mutation(() => NameLearnerResult, { description: 'Sets the display name: of oneself, or for staff of a learner' })
  nameLearner(@Arg('input', () => NameLearnerInput) input: NameLearnerInput, @Ctx() context: Context) {
    return mutate(context, NameLearner, input, async (data, meta) => {
      const { learner: id } = data;
      mustActFor(context.caller, id);
      const command = { type: 'NameLearner', subject: id, data, meta } as const;
      const handled = await handle(context.kernel, learner, id, command, async () => ({
        ...command,
        found: { staff: isStaff(context.caller), known: await isKnown(context, id) },
      }));
      return payload(context, id, handled);
    });
  }

  /**
   * The event first, then the key: a crash in between is mended at the next start. No subject: a repeat is to be
   * answered after the key is gone.
   */
  @Mutation(() => EraseLearnerResult, { description: 'Destroys everything personal of a learner, for ever' })
  @Access(Role.ADMINISTRATOR)
  eraseLearner(@Arg('input', () => EraseLearnerInput) input: EraseLearnerInput, @Ctx() context: Context) {
    return mutate(context, EraseLearner, input, async (data, meta) => {
      const { learner: id } = data;
      const command = { type: 'EraseLearner', subject: null, data, meta } as const;
      const handled = await handle(context.kernel, learner, id, command, async () => ({
        ...command,
        found: { known: await isKnown(context, id) },
      }));
      await context.kernel.keys.destroy(meta.tenant, id);
      return payload(context, id, handled);
    });
  }
}

const isKnown = async (context: Context, id: string): Promise<boolean> =>
  (await knownLearner(context, id)) !== undefined;

const payload = (context: Context, id: string, { revision, position }: Appended): LearnerPayload =>
  Object.assign(new LearnerPayload(), { learner: learnerAsOf(context, id, revision), position: String(position) });
