import { ADA, givenViews, META, uuid } from '@proficio/tests';
import { recognitions } from './recognitions.js';

const ID = uuid(1);
const bindings = [{ framework: 'pm', skill: 'moats', share: 1 }];
const note = { subject: ADA, sealed: 'note' };
const fact = { recognition: ID, learner: ADA, source: 'banked', sourceId: '1', bindings, level: null };
const recognised = { type: 'PriorLearningRecognised', data: { ...fact, outcome: 0.7, note } } as const;
const doc = { ...fact, outcome: 0.7, note, occurredAt: META.occurredAt };

test('prior learning is shown as it was recognised, the note sealed', () =>
  givenViews(recognitions, { ...recognised, data: { ...recognised.data, bindings } }).then('recognition', ID, doc));
test('a correction takes its place, at the same time', () =>
  givenViews(
    recognitions,
    { ...recognised, data: { ...recognised.data, bindings } },
    { type: 'PriorLearningCorrected', data: { ...fact, outcome: 0.9, note: null, replaces: 'event-0' } },
  ).then('recognition', ID, { ...doc, outcome: 0.9, note: null }));
