import { isDeepStrictEqual } from 'node:util';
import {
  QuizEvents,
  Rejection,
  type Decider,
  type Fault,
  type ItemContent,
  type QuizContent,
  type QuizEvent,
} from '@proficio/events';
import type { QuizCommand } from './commands.js';
import { domainFaults } from './domain-faults.js';

export type Quiz = { readonly status: 'none' } | { readonly status: 'defined'; readonly content: QuizContent };

const evolve = (_before: Quiz, event: QuizEvent): Quiz => {
  switch (event.type) {
    case 'QuizDefined':
      return { status: 'defined', content: event.data.content };
  }
};

/** What was defined stays valid: the same content again is not measured by newer items or a newer publication. */
const decide = (quiz: Quiz, { data: { key, ...content }, found }: QuizCommand): readonly QuizEvent[] => {
  if (quiz.status === 'defined' && isDeepStrictEqual(quiz.content, content)) return [];
  const faults = faultsOf(content, found);
  if (faults.length > 0) throw new Rejection('QUIZ_FAULTY', faults);
  return [{ type: 'QuizDefined', data: { quiz: key, content } }];
};

const faultsOf = (content: QuizContent, { items, published }: QuizCommand['found']): readonly Fault[] => {
  const edition = published.editions.get(content.framework);
  if (!edition) return [{ field: 'framework', reason: `"${content.framework}" is no published framework` }];
  const each = content.items.flatMap((key, index) =>
    reasons(items.get(key), content, content.items.indexOf(key) < index).map((reason) => ({
      field: `items.${index}`,
      reason: `"${key}" ${reason}`,
    })),
  );
  if (each.length > 0 || content.purpose === 'quiz') return each;
  return domainFaults(content.items, items, published, edition);
};

/** Why an item cannot be in the quiz. */
const reasons = (
  item: ItemContent | undefined,
  { framework, purpose }: QuizContent,
  isTwice: boolean,
): readonly string[] => {
  if (isTwice) return ['is named twice'];
  if (!item) return ['is no item'];
  return [
    ...(item.bindings.some((binding) => binding.framework === framework) ? [] : [`is not bound to ${framework}`]),
    ...misplaced(item.question.kind, purpose),
  ];
};

const misplaced = (kind: ItemContent['question']['kind'], purpose: QuizContent['purpose']): readonly string[] => {
  if (kind === 'graded') return ['is scored elsewhere and cannot be answered'];
  if (purpose === 'quiz') return kind === 'self-rating' ? ['is a self-rating and belongs in a self-assessment'] : [];
  return kind === 'self-rating' ? [] : ['is no self-rating'];
};

export const quiz: Decider<Quiz, QuizCommand, QuizEvent> = {
  events: QuizEvents,
  initial: { status: 'none' },
  decide,
  evolve,
};
