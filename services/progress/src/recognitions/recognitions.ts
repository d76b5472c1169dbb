import {
  perKey,
  RecognitionEvents,
  type Binding,
  type Projection,
  type RecognitionEvent,
  type Sealed,
} from '@proficio/events';

/** Prior learning as it stands after its corrections. */
export interface RecognitionDoc {
  readonly recognition: string;
  readonly learner: string;
  readonly source: string;
  readonly sourceId: string;
  readonly bindings: readonly Binding[];
  readonly outcome: number;
  readonly level: number | null;
  readonly note: Sealed<string> | null;
  readonly occurredAt: string;
}

export const recognitions: Projection<{ readonly recognition: RecognitionDoc }, RecognitionEvent> = {
  name: 'recognitions',
  version: 1,
  from: [RecognitionEvents],
  views: { recognition: { byLearner: ['learner', 'occurredAt'] } },
  ...perKey(
    'recognition',
    ({ data }) => data.recognition,
    (_before: RecognitionDoc | undefined, { data, meta }): RecognitionDoc => {
      const { recognition, learner, source, sourceId, bindings, outcome, level, note } = data;
      const { occurredAt } = meta;
      return { recognition, learner, source, sourceId, bindings, outcome, level, note, occurredAt };
    },
  ),
};
