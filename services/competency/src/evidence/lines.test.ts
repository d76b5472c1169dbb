import fc from 'fast-check';
import { EVIDENCE_KINDS } from '@proficio/events';
import { addLine, fileBySkill, noLines } from './lines.js';
import type { Entry } from './piece.js';
import { piece } from './piece.sample.js';

const text = fc.string({ unit: 'binary' });
const time = fc.constantFrom('2026-01-05T09:00:00.000Z', '2026-01-05T09:00:00.001Z', '');
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const number = fc.double({ noNaN: true });
const SKILLS = ['s', 't', 'constructor'];

const OF_EVERY_PIECE = [
  ...(['eventId', 'place', 'kind', 'item', 'outcome', 'itemWeight', 'share', 'hesitationMs'] as const),
  ...(['occurredAt', 'recordedAt', 'position', 'knownAt', 'reading'] as const),
];
const entry: fc.Arbitrary<Entry> = fc.oneof(
  fc.record(
    {
      eventId: text,
      place: fc.nat(),
      kind: fc.constantFrom(...EVIDENCE_KINDS),
      item: orNull(text),
      outcome: orNull(number),
      itemWeight: number,
      share: number,
      hesitationMs: orNull(number),
      occurredAt: time,
      recordedAt: time,
      position: text,
      replaces: text,
      knownAt: time,
      reading: orNull(fc.array(number, { minLength: 7, maxLength: 7 })),
    },
    { requiredKeys: OF_EVERY_PIECE, noNullPrototype: true },
  ),
  fc.record(
    {
      eventId: text,
      kind: fc.constant('withdrawal' as const),
      withdraws: text,
      recordedAt: time,
      position: text,
      knownAt: time,
    },
    { noNullPrototype: true },
  ),
);

test('entries come back from a store by skill, in order, bit by bit', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...SKILLS), entry)), (filed) => {
      const lines = noLines();
      for (const [skill, told] of filed) addLine(lines, skill, told);
      const bySkill = new Map(SKILLS.map((skill) => [skill, new Array<Entry>()]));
      fileBySkill(JSON.parse(JSON.stringify(lines)), bySkill);
      for (const [skill, entries] of bySkill)
        expect(entries).toStrictEqual(filed.filter(([of]) => of === skill).map(([, told]) => told));
    }),
  ));

test('where and when the log took an entry is no part of its line', () => {
  const told = (change: object) => {
    const lines = noLines();
    addLine(lines, 's', piece(change));
    return lines;
  };
  const later = { recordedAt: '2026-02-01T00:00:00.000Z', knownAt: '2026-02-02T00:00:00.000Z' };
  expect(told({ position: '2', ...later })).toEqual({
    text: told({}).text,
    position: '2 ',
    recordedAt: `${later.recordedAt} `,
    knownAt: `${later.knownAt} `,
  });
});
