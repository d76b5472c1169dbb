import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { Page } from '@proficio/events';
import {
  connectionOf,
  connectionType,
  FIRST,
  NOT_FOUND,
  pageSize,
  type Connection,
  type Context,
} from '@proficio/graph';
import { shownItem } from '../item/shown-item.js';
import { Item } from '../item/types.js';
import { shownQuiz } from '../quiz/resolver.js';
import { Quiz } from '../quiz/types.js';
import { shownRubric } from '../rubric/resolver.js';
import { Rubric } from '../rubric/types.js';
import { bank } from './bank.js';

const ItemConnection = connectionType('Item', () => Item);
const QuizConnection = connectionType('Quiz', () => Quiz);
const RubricConnection = connectionType('Rubric', () => Rubric);

type After = string | null | undefined;

@Resolver()
export class BankResolver {
  @Query(() => Item, { nullable: true })
  async item(@Arg('key', () => ID) key: string, @Ctx() context: Context): Promise<Item> {
    return itemOf(context, key);
  }

  @Query(() => ItemConnection, { description: 'Items by key, all or those bound to a framework' })
  async items(
    @Arg('framework', () => String, { nullable: true }) framework: string | null | undefined,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: After,
    @Ctx() { read, caller: { tenant } }: Context,
  ): Promise<Connection<Item>> {
    const reader = read(bank);
    const query = { tenant, first: pageSize(first), after: after ?? undefined };
    if (!framework) {
      const page = await reader.page('item', { ...query, index: 'byKey', equals: {} });
      return connectionOf(page, ({ key, content }) => shownItem(key, content));
    }
    const places = await reader.page('itemPlace', { ...query, index: 'byFramework', equals: { framework } });
    const page = await placed(places, (keys) => reader.getMany('item', tenant, keys));
    return connectionOf(page, ({ key, content }) => shownItem(key, content));
  }

  @Query(() => Quiz, { nullable: true })
  async quiz(@Arg('key', () => ID) key: string, @Ctx() context: Context): Promise<Quiz> {
    return quizOf(context, key);
  }

  @Query(() => QuizConnection)
  async quizzes(
    @Arg('framework', () => String, { nullable: true }) framework: string | null | undefined,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: After,
    @Ctx() { read, caller: { tenant } }: Context,
  ): Promise<Connection<Quiz>> {
    const which = framework
      ? { index: 'byFramework', equals: { framework } }
      : ({ index: 'byKey', equals: {} } as const);
    const page = await read(bank).page('quiz', { tenant, ...which, first: pageSize(first), after: after ?? undefined });
    return connectionOf(page, ({ key, content }) => shownQuiz(key, content));
  }

  @Query(() => Rubric, { nullable: true })
  async rubric(@Arg('key', () => ID) key: string, @Ctx() context: Context): Promise<Rubric> {
    return rubricOf(context, key);
  }

  @Query(() => RubricConnection)
  async rubrics(
    @Arg('framework', () => String, { nullable: true }) framework: string | null | undefined,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: After,
    @Ctx() { read, caller: { tenant } }: Context,
  ): Promise<Connection<Rubric>> {
    const reader = read(bank);
    const query = { tenant, first: pageSize(first), after: after ?? undefined };
    if (!framework) {
      const page = await reader.page('rubric', { ...query, index: 'byKey', equals: {} });
      return connectionOf(page, ({ key, content }) => shownRubric(key, content));
    }
    const places = await reader.page('rubricPlace', { ...query, index: 'byFramework', equals: { framework } });
    const page = await placed(places, (keys) => reader.getMany('rubric', tenant, keys));
    return connectionOf(page, ({ key, content }) => shownRubric(key, content));
  }
}

/** @throws GraphQLError NOT_FOUND */
export const itemOf = async ({ read, caller: { tenant } }: Context, key: string): Promise<Item> => {
  const doc = await read(bank).get('item', tenant, key);
  if (!doc) throw NOT_FOUND('item');
  return shownItem(key, doc.content);
};
export const quizOf = async ({ read, caller: { tenant } }: Context, key: string): Promise<Quiz> => {
  const doc = await read(bank).get('quiz', tenant, key);
  if (!doc) throw NOT_FOUND('quiz');
  return shownQuiz(key, doc.content);
};
export const rubricOf = async ({ read, caller: { tenant } }: Context, key: string): Promise<Rubric> => {
  const doc = await read(bank).get('rubric', tenant, key);
  if (!doc) throw NOT_FOUND('rubric');
  return shownRubric(key, doc.content);
};

/** The page of places, each with the document that stands there. */
const placed = async <Doc>(
  places: Page<{ readonly key: string }>,
  documents: (keys: readonly string[]) => Promise<readonly (Doc | undefined)[]>,
): Promise<Page<Doc>> => {
  const docs = await documents(places.entries.map(({ doc }) => doc.key));
  const entries = places.entries.flatMap((entry, index) => {
    const doc = docs[index];
    return doc === undefined ? [] : [{ ...entry, doc }];
  });
  return { ...places, entries };
};
