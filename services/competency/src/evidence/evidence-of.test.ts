import { ADA, recorded, uuid, type Circumstances } from '@proficio/tests';
import { criterion, facts, FAMILIES, FRAMEWORK } from '../facts.sample.js';
import { evidenceOf, type FactEvent, type Filed } from './evidence-of.js';
import type { Piece } from './piece.js';
import { piece as pieceOf } from './piece.sample.js';

const of = (event: FactEvent & Circumstances): readonly Filed[] =>
  evidenceOf(recorded<FactEvent>(FAMILIES, { id: 'e', position: 7n, ...event }, 0));

const MONDAY = '2026-01-05T09:00:00.000Z';
const piece = pieceOf({ outcome: 0.7, position: '7', reading: null });
const filed = (skill: string, change: Partial<Piece> = {}): Filed => ({
  framework: FRAMEWORK,
  skill,
  entry: { ...piece, ...change },
});
const TWO = [
  { framework: FRAMEWORK, skill: 's', share: 0.75 },
  { framework: 'g', skill: 't', share: 0.25 },
];

test('a result is a graded score, or a scored item, with its own weight', () => {
  expect(of(facts.result('s', 0.7))).toEqual([filed('s')]);
  expect(of(facts.result('s', 0.7, { kind: 'scored-item', weight: 3 }))).toEqual([
    filed('s', { kind: 'scored-item', itemWeight: 3 }),
  ]);
});
test('a fact about several skills is a piece for each, with its share and place', () =>
  expect(of(facts.result(TWO, 0.7))).toEqual([
    filed('s', { share: 0.75 }),
    { ...filed('t', { share: 0.25, place: 1 }), framework: 'g' },
  ]));
test('an answer brings the time that was taken', () =>
  expect(of(facts.answered('s', 0.5, 'q2', 900))).toEqual([
    filed('s', { kind: 'scored-item', item: 'q2', outcome: 0.5, hesitationMs: 900 }),
  ]));
test('a self-rating is 1 if confident, else 0', () => {
  const rating = { kind: 'self-rating', item: 'can-s', hesitationMs: 1000 } as const;
  expect(of(facts.rated('s', true))).toEqual([filed('s', { ...rating, outcome: 1 })]);
  expect(of(facts.rated('s', false))).toEqual([filed('s', { ...rating, outcome: 0 })]);
});
test('when it happened and when it was taken down are two clocks', () =>
  expect(of({ ...facts.result('s', 0.7), meta: { occurredAt: '2025-12-01T00:00:00.000Z' } })).toEqual([
    filed('s', { occurredAt: '2025-12-01T00:00:00.000Z' }),
  ]));
test('a correction is a piece that names what it replaces', () =>
  expect(of(facts.correction('first', 's', 0.8))).toEqual([filed('s', { outcome: 0.8, replaces: 'first' })]));
test('a withdrawal is an entry of its own, for each skill', () =>
  expect(of(facts.withdrawal('first', TWO))).toEqual([
    {
      framework: FRAMEWORK,
      skill: 's',
      entry: {
        eventId: 'e',
        kind: 'withdrawal',
        withdraws: 'first',
        recordedAt: MONDAY,
        position: '7',
        knownAt: MONDAY,
      },
    },
    {
      framework: 'g',
      skill: 't',
      entry: {
        eventId: 'e',
        kind: 'withdrawal',
        withdraws: 'first',
        recordedAt: MONDAY,
        position: '7',
        knownAt: MONDAY,
      },
    },
  ]));
test('a withdrawn attempt withdraws each of its answers', () => {
  const withdrawn = of(
    facts.tookBack([
      { eventId: 'a', to: 's' },
      { eventId: 'b', to: TWO },
    ]),
  );
  expect(withdrawn.map(({ skill, entry }) => [skill, entry.kind === 'withdrawal' && entry.withdraws])).toEqual([
    ['s', 'a'],
    ['s', 'b'],
    ['t', 'b'],
  ]);
});
test('each criterion of a review is a piece, accepted or not, and no two share a place', () => {
  const review = facts.reviewed(
    'write',
    { accepted: false },
    criterion(TWO, 0.5, 'rubric/depth', 2),
    criterion('s', 1, 'rubric/style'),
  );
  const rubric = { kind: 'rubric', outcome: 0.5, itemWeight: 2, item: 'rubric/depth' } as const;
  expect(of(review)).toEqual([
    filed('s', { ...rubric, share: 0.75 }),
    { ...filed('t', { ...rubric, share: 0.25, place: 1 }), framework: 'g' },
    filed('s', { kind: 'rubric', outcome: 1, item: 'rubric/style', place: 2 }),
  ]);
});
test('recognised prior learning, and its correction', () => {
  const prior = { kind: 'recognised-prior', item: null, outcome: 0.9 } as const;
  expect(of(facts.recognised('s', 0.9))).toEqual([filed('s', prior)]);
  expect(of(facts.recognisedAnew('first', 's', 0.9))).toEqual([filed('s', { ...prior, replaces: 'first' })]);
});
test('what was done without a score tells of every skill it trains', () => {
  const done = { kind: 'completion', item: 'read', outcome: null, share: 0.5 } as const;
  const both = [filed('s', done), filed('t', { ...done, place: 1 })];
  expect(of(facts.completed('read', 's', 't'))).toEqual(both);
  expect(of(facts.logged('read', 2, 's', 't'))).toEqual(both);
  expect(of(facts.completed('rest'))).toEqual([]);
});
test('starting, submitting, enrolling tell nothing', () => {
  const activity = { enrolment: uuid(5), learner: ADA, framework: FRAMEWORK, activity: 'read', skills: ['s'] };
  const attempt = { attempt: uuid(3), learner: ADA };
  const silent: readonly FactEvent[] = [
    facts.began(['s']),
    { type: 'AttemptSubmitted', data: { ...attempt, answered: 3 } },
    facts.enrolled(1),
    { type: 'ActivityStarted', data: activity },
    facts.ended(),
  ];
  for (const event of silent) expect(of(event)).toEqual([]);
});
