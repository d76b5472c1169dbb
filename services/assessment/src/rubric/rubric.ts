import { isDeepStrictEqual } from 'node:util';
import {
  Rejection,
  RubricEvents,
  type Criterion,
  type Decider,
  type Fault,
  type RubricContent,
  type RubricEvent,
} from '@proficio/events';
import { bindingFaults } from '../publication/binding-faults.js';
import type { Published } from '../publication/published.js';
import type { RubricCommand } from './commands.js';

export type Rubric = { readonly status: 'none' } | { readonly status: 'defined'; readonly content: RubricContent };

const evolve = (_before: Rubric, event: RubricEvent): Rubric => {
  switch (event.type) {
    case 'RubricDefined':
      return { status: 'defined', content: event.data.content };
  }
};

/** What was defined stays valid: the same content again is not measured by a newer publication. */
const decide = (rubric: Rubric, { data: { key, ...content }, found }: RubricCommand): readonly RubricEvent[] => {
  if (rubric.status === 'defined' && isDeepStrictEqual(rubric.content, content)) return [];
  const faults = faultsOf(content, found.published);
  if (faults.length > 0) throw new Rejection('RUBRIC_FAULTY', faults);
  return [{ type: 'RubricDefined', data: { rubric: key, content } }];
};

/** A rubric is one event, and an event stays under 1 MiB. */
const BYTES = 900_000;

const faultsOf = (content: RubricContent, published: Published): readonly Fault[] => {
  const { criteria } = content;
  const isLarge = Buffer.byteLength(JSON.stringify(content)) > BYTES;
  return [
    ...repeats(criteria, 'criteria'),
    ...criteria.flatMap((criterion, index) => criterionFaults(criterion, published, `criteria.${index}`)),
    ...(isLarge ? [{ field: 'criteria', reason: `must not be larger than ${BYTES} bytes together` }] : []),
  ];
};

const criterionFaults = ({ bindings, levels }: Criterion, published: Published, at: string): readonly Fault[] => [
  ...bindingFaults(bindings, published, `${at}.bindings`),
  ...repeats(levels, `${at}.levels`),
  ...levels.flatMap(({ value }, index) => {
    const before = levels[index - 1]?.value ?? -1;
    return value > before
      ? []
      : [{ field: `${at}.levels.${index}.value`, reason: `must be above ${before}, the level before` }];
  }),
];

const repeats = (keyed: readonly { readonly key: string }[], at: string): readonly Fault[] =>
  keyed.flatMap(({ key }, index) =>
    keyed.findIndex((one) => one.key === key) < index
      ? [{ field: `${at}.${index}.key`, reason: `"${key}" is used twice` }]
      : [],
  );

export const rubric: Decider<Rubric, RubricCommand, RubricEvent> = {
  events: RubricEvents,
  initial: { status: 'none' },
  decide,
  evolve,
};
