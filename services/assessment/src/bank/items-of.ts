import type { ItemContent } from '@proficio/events';
import type { Context } from '@proficio/graph';
import { bank } from './bank.js';

/** Items by key in one read; what is not defined is absent. */
export const itemsOf = async (
  { read, caller: { tenant } }: Context,
  keys: Iterable<string>,
): Promise<ReadonlyMap<string, ItemContent>> => {
  const docs = await read(bank).getMany('item', tenant, [...new Set(keys)]);
  return new Map(docs.filter((doc) => doc !== undefined).map(({ key, content }) => [key, content]));
};
