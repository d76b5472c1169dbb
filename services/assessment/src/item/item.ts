import { isDeepStrictEqual } from 'node:util';
import { ItemEvents, Rejection, type Decider, type Fault, type ItemContent, type ItemEvent } from '@proficio/events';
import { bindingFaults } from '../publication/binding-faults.js';
import type { Published } from '../publication/published.js';
import type { ItemCommand } from './commands.js';
import { questionFaults, selfRatingFaults } from './question-faults.js';

export type Item = { readonly status: 'none' } | { readonly status: 'defined'; readonly content: ItemContent };

const evolve = (_before: Item, event: ItemEvent): Item => {
  switch (event.type) {
    case 'ItemDefined':
      return { status: 'defined', content: event.data.content };
  }
};

/** What was defined stays valid: the same content again is not measured by a newer publication. */
const decide = (item: Item, { data: { key, ...content }, found }: ItemCommand): readonly ItemEvent[] => {
  if (item.status === 'defined' && isDeepStrictEqual(item.content, content)) return [];
  const faults = [
    ...bindingFaults(content.bindings, found.published),
    ...questionFaults(content.question),
    ...selfRatingFaults(content),
    ...levelFaults(content, found.published),
  ];
  if (faults.length > 0) throw new Rejection('ITEM_FAULTY', faults);
  return [{ type: 'ItemDefined', data: { item: key, content } }];
};

const levelFaults = ({ level, bindings }: ItemContent, { editions }: Published): readonly Fault[] =>
  [...new Set(bindings.map(({ framework }) => framework))].flatMap((framework) => {
    const levels = editions.get(framework)?.levels ?? Infinity;
    return level !== null && level > levels
      ? [{ field: 'level', reason: `${framework} has only ${levels} levels` }]
      : [];
  });

export const item: Decider<Item, ItemCommand, ItemEvent> = {
  events: ItemEvents,
  initial: { status: 'none' },
  decide,
  evolve,
};
