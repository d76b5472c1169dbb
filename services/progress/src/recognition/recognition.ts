import {
  RecognitionEvents,
  Rejection,
  type Binding,
  type DecidedRecognitionEvent,
  type Decider,
  type Fault,
  type RecognitionEvent,
  type StoredEvent,
  type Timed,
} from '@proficio/events';
import type { RecognitionCommand } from './commands.js';
import { outcomeOf, unknownIn } from './outcome.js';

export type Recognition = { readonly status: 'none' } | Recognised;

interface Recognised {
  readonly status: 'recognised';
  /** Of the event whose evidence counts. */
  readonly event: string;
  readonly occurredAt: string;
  readonly learner: string;
  readonly bindings: readonly Binding[];
  readonly outcome: number;
  readonly level: number | null;
}

/**
 * Content is learner, skills and score or level. The note is not: it is sealed, and no rule compares a sealed value.
 * Nor is the time: a correction happened when what it corrects did.
 */
const decide = (before: Recognition, command: RecognitionCommand): readonly Timed<DecidedRecognitionEvent>[] => {
  const { recognition, learner, source, sourceId, bindings, level, note } = command.data;
  if (before.status === 'recognised' && isRepeat(before, command)) return [];
  if (learner === command.meta.actor) throw new Rejection('RECOGNITION_OF_ONESELF', [SOMEONE_ELSE]);
  const faults = unknownIn(command);
  if (faults.length > 0) throw new Rejection('RECOGNITION_INVALID', faults);
  const outcome = outcomeOf(command);
  const data = { recognition, learner, source, sourceId, bindings: [...bindings], outcome, level, note };
  if (before.status === 'none') return [{ type: 'PriorLearningRecognised', data }];
  const { event: replaces, occurredAt } = before;
  return [{ type: 'PriorLearningCorrected', data: { ...data, replaces }, occurredAt }];
};

const SOMEONE_ELSE = { field: 'learner', reason: 'must be someone else' };

const isRepeat = (before: Recognised, command: RecognitionCommand): boolean => {
  mustBeAbout(before, command);
  const { score, level } = command.data;
  return level === before.level && (level !== null || score === before.outcome);
};

/** A corrected piece of evidence stays where it is: only what it is worth changes. */
const mustBeAbout = (before: Recognised, { data: { learner, bindings } }: RecognitionCommand): void => {
  const faults: Fault[] = [];
  if (learner !== before.learner) faults.push({ field: 'learner', reason: 'is another than was recognised first' });
  if (!areSame(bindings, before.bindings))
    faults.push({ field: 'bindings', reason: 'are others than were recognised first' });
  if (faults.length > 0) throw new Rejection('RECOGNITION_OTHER', faults);
};

const areSame = (some: readonly Binding[], others: readonly Binding[]): boolean =>
  some.length === others.length &&
  some.every(({ framework, skill, share }) =>
    others.some((other) => other.framework === framework && other.skill === skill && other.share === share),
  );

/** A correction names the event it replaces and keeps its time. */
type Kept = RecognitionEvent & Pick<StoredEvent, 'id' | 'meta'>;

const evolve = (before: Recognition, { id, type, data, meta }: Kept): Recognition => {
  const { learner, bindings, outcome, level } = data;
  const now = { status: 'recognised', event: id, learner, bindings, outcome, level } as const;
  switch (type) {
    case 'PriorLearningRecognised':
      return { ...now, occurredAt: meta.occurredAt };
    case 'PriorLearningCorrected':
      return { ...now, occurredAt: before.status === 'none' ? meta.occurredAt : before.occurredAt };
  }
};

export const recognition: Decider<Recognition, RecognitionCommand, DecidedRecognitionEvent, Kept> = {
  // Spread, so that the compiler looks again: what the family decodes has an id and metadata.
  events: { ...RecognitionEvents },
  personal: ['RecognisePriorLearning'],
  initial: { status: 'none' },
  decide,
  evolve,
};
