import { ADA, BOB, given, META, uuid } from '@proficio/tests';
import type { Binding, RecognitionEvent } from '@proficio/events';
import { Row } from './commands.js';
import { recognition } from './recognition.js';

const ID = uuid(1);
const THEN = '2020-06-01T00:00:00.000Z';
const bindings = [{ framework: 'pm', skill: 'moats', share: 1 }];
const fact = { recognition: ID, learner: BOB, source: 'banked', sourceId: '1', bindings, level: null };
const frameworks = new Map([
  ['pm', { cuts: [0.4, 0.6, 0.8], skills: new Set(['moats', 'pricing']) }],
  ['core', { cuts: [null, null, null], skills: new Set(['craft']) }],
]);
const recognise = (change: { [name: string]: unknown } = {}) =>
  ({
    type: 'RecognisePriorLearning',
    data: { ...fact, score: 0.7, note: null, ...change },
    found: { frameworks },
  }) as const;
const at = (event: RecognitionEvent, id: string) => ({
  ...event,
  id,
  meta: { ...META, occurredAt: THEN, commandDigest: '', causationId: '', schemaVersion: 1 },
});
const recognised = at({ type: 'PriorLearningRecognised', data: { ...fact, outcome: 0.7, note: null } }, 'event-1');
const then = { occurredAt: THEN };

describe('recognising', () => {
  test('takes a score as the outcome', () =>
    given(recognition)
      .when(recognise({ note: 'Seen at work' }))
      .then({ type: 'PriorLearningRecognised', data: { ...fact, outcome: 0.7, note: 'Seen at work' } }));

  test('of oneself is refused', () =>
    given(recognition)
      .when(recognise({ learner: META.actor }))
      .rejects('RECOGNITION_OF_ONESELF', 'learner'));

  const middles: readonly (readonly [string, number, number])[] = [
    ['below the first cut', 0, 0.2],
    ['the first', 1, 0.5],
    ['the second', 2, 0.7],
    ['the last, up to 1', 3, 0.9],
  ];
  test.each(middles)('takes the middle of a level: %s', (_name, level, outcome) => {
    given(recognition)
      .when(recognise({ score: null, level }))
      .then({
        type: 'PriorLearningRecognised',
        data: { ...fact, level, outcome: expect.closeTo(outcome, 12), note: null },
      });
  });
  test('takes level k of n to begin at k / (n + 1) where the framework gives no cuts', () => {
    const bindings = [{ framework: 'core', skill: 'craft', share: 1 }];
    given(recognition)
      .when(recognise({ bindings, score: null, level: 2 }))
      .then({ type: 'PriorLearningRecognised', data: { ...fact, bindings, level: 2, outcome: 0.625, note: null } });
  });
  test('refuses every skill that no framework has', () =>
    given(recognition)
      .when(
        recognise({
          bindings: [
            { framework: 'pm', skill: 'nothing', share: 1 },
            { framework: 'nowhere', skill: 'moats', share: 1 },
          ],
        }),
      )
      .rejects('RECOGNITION_INVALID', 'bindings.0.skill', 'bindings.1.framework'));
  test('refuses a level that the framework lacks', () =>
    given(recognition)
      .when(recognise({ score: null, level: 4 }))
      .rejects('RECOGNITION_INVALID', 'level'));
  test('refuses a level of two frameworks', () =>
    given(recognition)
      .when(
        recognise({
          score: null,
          level: 1,
          bindings: [
            { framework: 'pm', skill: 'moats', share: 1 },
            { framework: 'core', skill: 'craft', share: 1 },
          ],
        }),
      )
      .rejects('RECOGNITION_INVALID', 'level'));
});

describe('a row that comes again', () => {
  test('with equal content is nothing to do, whenever it says it happened', () =>
    given(recognition, recognised).when(recognise()).then());
  test('with another note is nothing to do: a sealed value is never compared', () =>
    given(recognition, recognised)
      .when(recognise({ note: 'Other words' }))
      .then());
  test('with another score corrects what it replaces', () =>
    given(recognition, recognised)
      .when(recognise({ score: 0.9 }), then)
      .then({
        type: 'PriorLearningCorrected',
        data: { ...fact, outcome: 0.9, note: null, replaces: 'event-1' },
        ...then,
      }));
  test('with a level instead of a score is a correction', () =>
    given(recognition, recognised)
      .when(recognise({ score: null, level: 0 }), then)
      .then({
        type: 'PriorLearningCorrected',
        data: { ...fact, level: 0, outcome: 0.2, note: null, replaces: 'event-1' },
        ...then,
      }));
  test('replaces the last correction', () => {
    const corrected = at(
      { type: 'PriorLearningCorrected', data: { ...fact, outcome: 0.9, note: null, replaces: 'event-1' } },
      'event-2',
    );
    given(recognition, recognised, corrected)
      .when(recognise(), then)
      .then({
        type: 'PriorLearningCorrected',
        data: { ...fact, outcome: 0.7, note: null, replaces: 'event-2' },
        ...then,
      });
  });
  test('cannot be of another learner or other skills', () =>
    given(recognition, recognised)
      .when(recognise({ learner: 'c'.repeat(32), bindings: [{ framework: 'pm', skill: 'pricing', share: 1 }] }))
      .rejects('RECOGNITION_OTHER', 'learner', 'bindings'));
  test('a correction happened when the first did', () =>
    given(recognition, recognised)
      .when(recognise({ score: 0.9 }))
      .then({
        type: 'PriorLearningCorrected',
        data: { ...fact, outcome: 0.9, note: null, replaces: 'event-1' },
        ...then,
      }));
});

describe('a row', () => {
  const row = { learner: ADA, framework: 'pm', skill: 'moats', score: 0.5 };
  const faults = (change: object): readonly string[] =>
    Row.safeParse({ ...row, ...change }).error?.issues.map(({ path }) => path.join('.')) ?? [];
  const half = (skill: string): Binding => ({ framework: 'pm', skill, share: 0.5 });

  test('says who, what and how well', () => expect(faults({})).toEqual([]));
  test('may name the learner by issuer and subject', () =>
    expect(faults({ learner: null, issuer: 'https://idp', subject: 'ada' })).toEqual([]));
  test('may name several skills', () =>
    expect(faults({ framework: null, skill: null, bindings: [half('moats'), half('pricing')] })).toEqual([]));
  test.each([
    [{ learner: null }, ['learner']],
    [{ learner: null, issuer: 'i' }, ['subject', 'learner']],
    [{ subject: 's', issuer: 'i' }, ['learner']],
    [{ learner: 'ada' }, ['learner']],
    [{ skill: null }, ['skill', 'skill']],
    [{ framework: null }, ['framework']],
    [{ bindings: [{ ...half('moats'), share: 1 }] }, ['skill']],
    [{ framework: null, skill: null, bindings: [half('moats')] }, ['bindings']],
    [{ framework: null, skill: null, bindings: [half('moats'), half('moats')] }, ['bindings.1.skill']],
    [{ score: null }, ['score']],
    [{ level: 1 }, ['score']],
    [{ score: 1.1 }, ['score']],
    [{ score: 11, maximum: 10 }, ['score']],
    [{ score: -0.1 }, ['score']],
    [{ score: null, level: 2, maximum: 10 }, ['maximum']],
    [{ score: null, level: -1 }, ['level']],
    [{ maximum: 0 }, ['maximum', 'score']],
    [{ note: 'a\0b' }, ['note']],
    [{ note: '\ud800' }, ['note']],
    [{ source: 'banked' }, ['sourceId']],
    [{ sourceId: '1' }, ['source']],
    [{ personalSourceId: '1' }, ['source']],
    [{ source: 'banked', sourceId: '1', personalSourceId: '1' }, ['personalSourceId']],
    [{ occurredAt: '1066-10-14T09:00:00Z' }, ['occurredAt']],
    [{ occurredAt: 'yesterday' }, ['occurredAt']],
  ])('is refused with its faults: %j', (change, expected) => expect(faults(change)).toEqual(expected));
});
