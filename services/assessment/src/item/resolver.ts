import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { handle, type Asked } from '@proficio/events';
import { Access, mutate, type Context } from '@proficio/graph';
import { publishedOf } from '../publication/published.js';
import { ANSWER_READERS, CURATORS, mustBe } from '../roles.js';
import { DefineItem, type ItemCommand } from './commands.js';
import { item } from './item.js';
import { shownItem } from './shown-item.js';
import { AcceptedAnswer, DefineItemInput, DefineItemResult, Item, ItemDefined } from './types.js';

@Resolver(() => Item)
export class ItemMutations {
  @Mutation(() => DefineItemResult, { description: 'Defines an item, or defines it anew for later answers' })
  @Access(...CURATORS)
  defineItem(@Arg('input', () => DefineItemInput) input: DefineItemInput, @Ctx() context: Context) {
    return mutate(context, DefineItem, input, async (data, meta) => {
      const asked: Asked<ItemCommand> = { type: 'DefineItem', subject: null, data, meta };
      const { events, position } = await handle(context.kernel, item, data.key, asked, async () => {
        const published = await publishedOf(context.read, meta.tenant, data.bindings);
        return { ...asked, found: { published } };
      });
      const { key, ...content } = data;
      const shown = shownItem(key, events[0]?.data.content ?? content);
      return Object.assign(new ItemDefined(), { position: String(position), changed: events.length > 0, item: shown });
    });
  }

  @FieldResolver(() => AcceptedAnswer, { nullable: true })
  accepted(@Root() { accepted }: Item, @Ctx() { caller }: Context): AcceptedAnswer | null {
    mustBe(caller, ANSWER_READERS);
    return accepted;
  }
}
