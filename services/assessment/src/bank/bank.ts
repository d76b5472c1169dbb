import {
  ItemEvents,
  QuizEvents,
  RubricEvents,
  type Binding,
  type Event,
  type ItemContent,
  type ItemEvent,
  type Projection,
  type QuizContent,
  type QuizEvent,
  type Recorded,
  type RubricContent,
  type RubricEvent,
  type WorkingViews,
} from '@proficio/events';

/** What stands under a key now. */
interface Kept<Content> {
  readonly key: string;
  readonly content: Content;
}
export type ItemDoc = Kept<ItemContent>;
export type QuizDoc = Kept<QuizContent> & { readonly framework: string };
export type RubricDoc = Kept<RubricContent>;

/** That a framework has an item or rubric; each may be bound to several. */
interface Place {
  readonly framework: string;
  readonly key: string;
}

type Docs = {
  readonly item: ItemDoc;
  readonly itemPlace: Place;
  readonly quiz: QuizDoc;
  readonly rubric: RubricDoc;
  readonly rubricPlace: Place;
};
type BankEvent = ItemEvent | QuizEvent | RubricEvent;

const BY_KEY = { byKey: ['key'] } as const;
const BY_FRAMEWORK = { byFramework: ['framework', 'key'] } as const;

/** Items, quizzes and rubrics as they were defined last: one by its key, all by key, and those of a framework. */
export const bank: Projection<Docs, BankEvent> = {
  name: 'assessment-bank',
  version: 1,
  from: [ItemEvents, QuizEvents, RubricEvents],
  views: {
    item: BY_KEY,
    itemPlace: BY_FRAMEWORK,
    quiz: { ...BY_KEY, ...BY_FRAMEWORK },
    rubric: BY_KEY,
    rubricPlace: BY_FRAMEWORK,
  },
  keys: (event) => {
    const { tenant } = event.meta;
    switch (event.type) {
      case 'ItemDefined':
        return [{ view: 'item', tenant, key: event.data.item }];
      case 'QuizDefined':
        return [];
      case 'RubricDefined':
        return [{ view: 'rubric', tenant, key: event.data.rubric }];
    }
  },
  evolve: (views, event) => {
    const { tenant } = event.meta;
    switch (event.type) {
      case 'ItemDefined': {
        const { item: key, content } = event.data;
        const before = views.get({ view: 'item', tenant, key });
        views.put({ view: 'item', tenant, key }, { key, content });
        return move(views, event, 'itemPlace', key, before?.content.bindings ?? [], content.bindings);
      }
      case 'QuizDefined': {
        const { quiz: key, content } = event.data;
        return views.put({ view: 'quiz', tenant, key }, { key, framework: content.framework, content });
      }
      case 'RubricDefined': {
        const { rubric: key, content } = event.data;
        const before = views.get({ view: 'rubric', tenant, key });
        views.put({ view: 'rubric', tenant, key }, { key, content });
        return move(views, event, 'rubricPlace', key, boundIn(before?.content), boundIn(content));
      }
    }
  },
};

const boundIn = (rubric: RubricContent | undefined): readonly Binding[] =>
  (rubric?.criteria ?? []).flatMap(({ bindings }) => bindings);

/** Out of the frameworks that it is bound to no more, into those it is bound to now. */
const move = (
  views: WorkingViews<Docs>,
  { meta: { tenant } }: Pick<Recorded<Event>, 'meta'>,
  view: 'itemPlace' | 'rubricPlace',
  key: string,
  before: readonly Binding[],
  after: readonly Binding[],
): void => {
  for (const { framework } of before) views.delete({ view, tenant, key: `${framework}/${key}` });
  for (const { framework } of after) views.put({ view, tenant, key: `${framework}/${key}` }, { framework, key });
};
