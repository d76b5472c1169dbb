import { perKey, RubricEvents, type Projection, type RubricContent, type RubricEvent } from '@proficio/events';

/** Rubrics as they were defined last, by their key: what a review is held against. */
export const rubrics: Projection<{ readonly rubric: RubricContent }, RubricEvent> = {
  name: 'progress-rubrics',
  version: 1,
  from: [RubricEvents],
  views: { rubric: {} },
  ...perKey(
    'rubric',
    ({ data }) => data.rubric,
    (_before: RubricContent | undefined, { data }): RubricContent => data.content,
  ),
};
