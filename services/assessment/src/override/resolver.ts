import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { derivedId, handle, type Asked, type CommandMeta } from '@proficio/events';
import { Access, mutate, type Context } from '@proficio/graph';
import { learners } from '../known-learners.js';
import { publishedOf } from '../publication/published.js';
import { ASSESSORS } from '../roles.js';
import { OverrideLevel, RevokeOverride, type OverrideCommand } from './commands.js';
import { override } from './override.js';
import {
  LevelOverridden,
  OverrideLevelInput,
  OverrideLevelResult,
  OverrideRevoked,
  RevokeOverrideInput,
  RevokeOverrideResult,
} from './types.js';

type Of<T extends OverrideCommand['type']> = Asked<Extract<OverrideCommand, { type: T }>>;

@Resolver()
export class OverrideMutations {
  @Mutation(() => OverrideLevelResult, {
    description:
      'Sets the level of a learner in a skill or a domain, in place of any set before: it is shown until it is revoked, ' +
      'with what is computed beside it',
  })
  @Access(...ASSESSORS)
  overrideLevel(@Arg('input', () => OverrideLevelInput) input: OverrideLevelInput, @Ctx() context: Context) {
    return mutate(context, OverrideLevel, input, async (data, meta) => {
      const { kernel, read } = context;
      const { learner, framework, skill } = data;
      const id = idOf(data, meta);
      const asked: Of<'OverrideLevel'> = {
        type: 'OverrideLevel',
        subject: learner,
        data: { ...data, override: id },
        meta,
      };
      const { position } = await handle(kernel, override, id, asked, async () => {
        const known = (await read(learners).get('learner', meta.tenant, learner)) !== undefined;
        const named = skill === null ? [] : [{ framework, skill }];
        return { ...asked, found: { known, published: await publishedOf(read, meta.tenant, named, [framework]) } };
      });
      return Object.assign(new LevelOverridden(), { position: String(position) });
    });
  }

  @Mutation(() => RevokeOverrideResult, { description: 'What is computed decides again' })
  @Access(...ASSESSORS)
  revokeOverride(@Arg('input', () => RevokeOverrideInput) input: RevokeOverrideInput, @Ctx() context: Context) {
    return mutate(context, RevokeOverride, input, async (data, meta) => {
      const id = idOf(data, meta);
      const subject = data.learner;
      const asked: Of<'RevokeOverride'> = { type: 'RevokeOverride', subject, data: { ...data, override: id }, meta };
      const { position } = await handle(context.kernel, override, id, asked);
      return Object.assign(new OverrideRevoked(), { position: String(position) });
    });
  }
}

/** Whose level in what: one stream for all that is ever decided of it. */
const idOf = ({ learner, framework, skill, domain }: OverrideLevel | RevokeOverride, { tenant }: CommandMeta): string =>
  derivedId(tenant, 'override', learner, framework, ...(skill === null ? ['domain', domain ?? ''] : ['skill', skill]));
