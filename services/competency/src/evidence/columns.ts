import type { EvidenceKind } from '@proficio/events';
import { laidRow, takenRow, type LaidRow, type Row } from '../estimator/index.js';
import type { Entry, Piece, Withdrawal } from './piece.js';

/**
 * A learner's entries, in log order, field by field: a list of texts or numbers is kept, written and read in a fraction
 * of the time and room of as many objects with names.
 */
export interface Columns {
  readonly skill: string[];
  readonly eventId: string[];
  readonly item: (string | null)[];
  /** Null of a withdrawal, which happened when it was recorded. */
  readonly occurredAt: (string | null)[];
  /** Null where it is the same as `occurredAt`. */
  readonly recordedAt: (string | null)[];
  /** Null where it is the same as `recordedAt`. */
  readonly knownAt: (string | null)[];
  readonly position: string[];
  /** What an entry corrects or withdraws, by the entry's place in the columns. */
  readonly takes: [entry: number, event: string][];
  /** WIDTH for each entry; NaN where there is none. */
  readonly numbers: Row;
}
export type LaidColumns = Omit<Columns, 'numbers'> & { readonly numbers: LaidRow };

const NUMBER = { KIND: 0, PLACE: 1, OUTCOME: 2, ITEM_WEIGHT: 3, SHARE: 4, HESITATION: 5, READING: 6 } as const;
const READINGS = 7;
const WIDTH = NUMBER.READING + READINGS;

/** Kept by place: new ones are added at the end. */
const KINDS: readonly (EvidenceKind | Withdrawal['kind'])[] = [
  'withdrawal',
  'scored-item',
  'graded-score',
  'rubric',
  'self-rating',
  'recognised-prior',
  'completion',
];
const PLACE_OF_KIND = new Map(KINDS.map((kind, place) => [kind, place]));

export const noColumns = (): Columns => ({
  skill: [],
  eventId: [],
  item: [],
  occurredAt: [],
  recordedAt: [],
  knownAt: [],
  position: [],
  takes: [],
  numbers: takenRow([]),
});

export const layColumns = (columns: Columns): LaidColumns => ({ ...columns, numbers: laidRow(columns.numbers) });
export const takeColumns = (laid: LaidColumns): Columns => ({ ...laid, numbers: takenRow(laid.numbers) });

export const addTo = (columns: Columns, skill: string, entry: Entry): void => {
  const { eventId, kind, recordedAt, knownAt, position } = entry;
  const occurredAt = kind === 'withdrawal' ? null : entry.occurredAt;
  const takes = kind === 'withdrawal' ? entry.withdraws : entry.replaces;
  if (takes !== undefined) columns.takes.push([columns.skill.length, takes]);
  columns.skill.push(skill);
  columns.eventId.push(eventId);
  columns.item.push(kind === 'withdrawal' ? null : entry.item);
  columns.occurredAt.push(occurredAt);
  columns.recordedAt.push(recordedAt === occurredAt ? null : recordedAt);
  columns.knownAt.push(knownAt === recordedAt ? null : knownAt);
  columns.position.push(position);
  columns.numbers.push(PLACE_OF_KIND.get(kind) ?? NaN);
  if (kind === 'withdrawal') for (let place = 1; place < WIDTH; place++) columns.numbers.push(NaN);
  else addNumbers(columns.numbers, entry);
};

const addNumbers = (numbers: Row, { place, outcome, itemWeight, share, hesitationMs, reading }: Piece): void => {
  numbers.push(place, outcome ?? NaN, itemWeight, share, hesitationMs ?? NaN);
  for (let index = 0; index < READINGS; index++) numbers.push(reading?.[index] ?? NaN);
};

/** The entry at a place in the columns. */
export const entryAt = (columns: Columns, place: number, takes: ReadonlyMap<number, string>): Entry => {
  const kind = KINDS[columns.numbers[place * WIDTH] ?? NaN] ?? 'withdrawal';
  const recordedAt = columns.recordedAt[place] ?? columns.occurredAt[place] ?? '';
  const common = {
    eventId: columns.eventId[place] ?? '',
    recordedAt,
    position: columns.position[place] ?? '',
    knownAt: columns.knownAt[place] ?? recordedAt,
  };
  const taken = takes.get(place);
  if (kind === 'withdrawal') return { ...common, kind, withdraws: taken ?? '' };
  const { eventId, position, knownAt } = common;
  const number = (of: number): number => columns.numbers[place * WIDTH + of] ?? NaN;
  const piece: Piece = {
    eventId,
    place: number(NUMBER.PLACE),
    kind,
    item: columns.item[place] ?? null,
    outcome: orNull(number(NUMBER.OUTCOME)),
    itemWeight: number(NUMBER.ITEM_WEIGHT),
    share: number(NUMBER.SHARE),
    hesitationMs: orNull(number(NUMBER.HESITATION)),
    occurredAt: columns.occurredAt[place] ?? recordedAt,
    recordedAt,
    position,
    knownAt,
    reading: readingAt(columns.numbers, place * WIDTH + NUMBER.READING),
  };
  return taken === undefined ? piece : { ...piece, replaces: taken };
};

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
const readingAt = (numbers: Row, from: number): Row | null =>
  Number.isNaN(numbers[from]) ? null : numbers.slice(from, from + READINGS);

/** Adds the entries to those of their skills. */
export const fileBySkill = (columns: Columns, bySkill: ReadonlyMap<string, Entry[]>): void => {
  const takes = new Map(columns.takes);
  columns.skill.forEach((skill, place) => bySkill.get(skill)?.push(entryAt(columns, place, takes)));
};
