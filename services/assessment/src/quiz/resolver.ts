import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { handle, type Asked, type QuizContent } from '@proficio/events';
import { Access, mutate, type Context } from '@proficio/graph';
import { itemsOf } from '../bank/items-of.js';
import { shownItem } from '../item/shown-item.js';
import { Item } from '../item/types.js';
import { publishedOf } from '../publication/published.js';
import { CURATORS } from '../roles.js';
import { DefineQuiz, type QuizCommand } from './commands.js';
import { quiz } from './quiz.js';
import { DefineQuizInput, DefineQuizResult, Quiz, QuizDefined } from './types.js';

export const shownQuiz = (key: string, { items, ...content }: QuizContent): Quiz =>
  Object.assign(new Quiz(), { ...content, id: key, key, itemKeys: items });

@Resolver(() => Quiz)
export class QuizMutations {
  @Mutation(() => DefineQuizResult)
  @Access(...CURATORS)
  defineQuiz(@Arg('input', () => DefineQuizInput) input: DefineQuizInput, @Ctx() context: Context) {
    return mutate(context, DefineQuiz, input, async (data, meta) => {
      const asked: Asked<QuizCommand> = { type: 'DefineQuiz', subject: null, data, meta };
      const { events, position } = await handle(context.kernel, quiz, data.key, asked, async () => {
        const items = await itemsOf(context, data.items);
        const bound = [...items.values()].flatMap(({ bindings }) => bindings);
        const published = await publishedOf(context.read, meta.tenant, bound, [data.framework]);
        return { ...asked, found: { items, published } };
      });
      const { key, ...content } = data;
      const shown = shownQuiz(key, events[0]?.data.content ?? content);
      return Object.assign(new QuizDefined(), { position: String(position), changed: events.length > 0, quiz: shown });
    });
  }

  @FieldResolver(() => [Item])
  async items(@Root() { itemKeys }: Quiz, @Ctx() context: Context): Promise<readonly Item[]> {
    const items = await itemsOf(context, itemKeys);
    return itemKeys.flatMap((key) => {
      const content = items.get(key);
      return content ? [shownItem(key, content)] : [];
    });
  }
}
