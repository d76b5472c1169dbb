import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { handle, type Asked, type RubricContent } from '@proficio/events';
import { Access, mutate, type Context } from '@proficio/graph';
import { publishedOf } from '../publication/published.js';
import { CURATORS } from '../roles.js';
import { DefineRubric, type RubricCommand } from './commands.js';
import { rubric } from './rubric.js';
import { DefineRubricInput, DefineRubricResult, Rubric, RubricDefined } from './types.js';

export const shownRubric = (key: string, content: RubricContent): Rubric =>
  Object.assign(new Rubric(), { ...content, id: key, key });

@Resolver()
export class RubricMutations {
  @Mutation(() => DefineRubricResult)
  @Access(...CURATORS)
  defineRubric(@Arg('input', () => DefineRubricInput) input: DefineRubricInput, @Ctx() context: Context) {
    return mutate(context, DefineRubric, input, async (data, meta) => {
      const asked: Asked<RubricCommand> = { type: 'DefineRubric', subject: null, data, meta };
      const { events, position } = await handle(context.kernel, rubric, data.key, asked, async () => {
        const bound = data.criteria.flatMap(({ bindings }) => bindings);
        return { ...asked, found: { published: await publishedOf(context.read, meta.tenant, bound) } };
      });
      const { key, ...content } = data;
      const shown = shownRubric(key, events[0]?.data.content ?? content);
      const told = { position: String(position), changed: events.length > 0, rubric: shown };
      return Object.assign(new RubricDefined(), told);
    });
  }
}
