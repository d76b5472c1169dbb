import type { ItemContent } from '@proficio/events';
import { AcceptedAnswer, Item } from './types.js';

export const shownItem = (key: string, { question, ...content }: ItemContent): Item =>
  Object.assign(new Item(), {
    ...content,
    id: key,
    key,
    kind: question.kind,
    options: 'options' in question ? question.options : [],
    accepted: acceptedOf(question),
  });

const acceptedOf = (question: ItemContent['question']): AcceptedAnswer | null => {
  switch (question.kind) {
    case 'single-choice':
      return accepted([question.correct]);
    case 'multiple-choice':
      return accepted(question.correct);
    case 'numeric':
      return { ...accepted([]), value: question.correct, tolerance: question.tolerance };
    case 'short-text':
      return accepted(question.accepted);
    case 'self-rating':
    case 'graded':
      return null;
  }
};

const accepted = (values: readonly string[]): AcceptedAnswer =>
  Object.assign(new AcceptedAnswer(), { values, value: null, tolerance: null });
