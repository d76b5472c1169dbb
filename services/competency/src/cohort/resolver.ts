import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { handle, type CohortEvent, type Handled } from '@proficio/events';
import { Access, mutate, type Context } from '@proficio/graph';
import { cohorts, courseKey } from '../cohorts/cohorts.js';
import { learners } from '../cohorts/learners.js';
import { ANALYSTS } from '../roles.js';
import { cohort } from './cohort.js';
import { DefineCohort, RemoveCohort } from './commands.js';
import { CohortMoved, DefineCohortInput, DefineCohortResult, RemoveCohortInput, RemoveCohortResult } from './types.js';

@Resolver()
export class CohortMutations {
  @Mutation(() => DefineCohortResult, { description: 'Names a group of learners, anew where the key was taken' })
  @Access(...ANALYSTS)
  defineCohort(@Arg('input', () => DefineCohortInput) input: DefineCohortInput, @Ctx() context: Context) {
    return mutate(context, DefineCohort, input, async (data, meta) => {
      const command = { type: 'DefineCohort', subject: null, data, meta } as const;
      return moved(
        data.key,
        await handle(context.kernel, cohort, data.key, command, async () => ({
          ...command,
          found: {
            isCourse: data.course !== null && (await isCourse(context, data.course)),
            known: await knownOf(context, data.learners ?? []),
          },
        })),
      );
    });
  }

  @Mutation(() => RemoveCohortResult, { description: 'Forgets the group; its learners stay as they are' })
  @Access(...ANALYSTS)
  removeCohort(@Arg('input', () => RemoveCohortInput) input: RemoveCohortInput, @Ctx() context: Context) {
    return mutate(context, RemoveCohort, input, async (data, meta) =>
      moved(
        data.key,
        await handle(context.kernel, cohort, data.key, { type: 'RemoveCohort', subject: null, data, meta }),
      ),
    );
  }
}

const isCourse = async (
  { caller, read }: Context,
  { framework, key }: { readonly framework: string; readonly key: string },
): Promise<boolean> => (await read(cohorts).get('course', caller.tenant, courseKey(framework, key))) !== undefined;

const knownOf = async ({ caller, read }: Context, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await read(learners).getMany('learner', caller.tenant, ids)).flatMap((found) => found?.learner ?? []));

const moved = (key: string, { position, events }: Handled<CohortEvent>): CohortMoved =>
  Object.assign(new CohortMoved(), { position: String(position), key, changed: events.length > 0 });
