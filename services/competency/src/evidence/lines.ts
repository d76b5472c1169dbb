import type { EvidenceKind } from '@proficio/events';
import { bitsOf, rowOfBits } from '../estimator/index.js';
import { digits, numberIn, textIn, word } from '../fields.js';
import { isPiece } from './in-order.js';
import type { Entry, Piece, Withdrawal } from './piece.js';

/**
 * A learner's entries as text, a line for each, in log order. One more is one more line: those before it are neither read
 * nor written field by field for it, and only who looks at evidence takes lines apart.
 *
 * A line's fields are parted by blanks: skill, kind, event, item, when it happened, when it was recorded and when the log
 * had taken it (each empty where it is the same as the one before), position, what it corrects or withdraws, and of
 * pieces place, outcome, the item's weight, share, hesitation, and the reading by the bits of its doubles. What is null
 * is empty.
 */
export type Lines = string;
export const NO_LINES: Lines = '';

/** Joined, a line is a text of its own, and holds on to none that it is made from. */
export const lineOf = (skill: string, entry: Entry): Lines => {
  const { kind, eventId, recordedAt, knownAt, position } = entry;
  const piece = isPiece(entry) ? entry : null;
  const occurredAt = piece && piece.occurredAt;
  return [
    word(skill),
    CODES.get(kind) ?? '',
    word(eventId),
    word(piece && piece.item),
    word(occurredAt),
    word(recordedAt === occurredAt ? null : recordedAt),
    word(knownAt === recordedAt ? null : knownAt),
    word(position),
    word((isPiece(entry) ? entry.replaces : entry.withdraws) ?? null),
    digits(piece && piece.place),
    digits(piece && piece.outcome),
    digits(piece && piece.itemWeight),
    digits(piece && piece.share),
    digits(piece && piece.hesitationMs),
    piece?.reading ? bitsOf(piece.reading) : '',
    '\n',
  ].join(' ');
};

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
const CODES = new Map(KINDS.map((kind, place) => [kind, String(place)]));

/** Adds the entries to those of their skills. */
export const fileBySkill = (lines: Lines, bySkill: ReadonlyMap<string, Entry[]>): void => {
  for (let from = 0, end = lines.indexOf('\n'); end >= 0; from = end + 1, end = lines.indexOf('\n', from)) {
    const fields = lines.slice(from, end).split(' ');
    bySkill.get(textIn(fields, 0) ?? '')?.push(entryIn(fields));
  }
};

const entryIn = (fields: readonly string[]): Entry => {
  const kind = KINDS[Number(fields[1])] ?? 'withdrawal';
  const [item, occurredAt] = [textIn(fields, 3), textIn(fields, 4)];
  const recordedAt = textIn(fields, 5) ?? occurredAt ?? '';
  const knownAt = textIn(fields, 6) ?? recordedAt;
  const common = { eventId: textIn(fields, 2) ?? '', recordedAt, position: textIn(fields, 7) ?? '', knownAt };
  const takes = textIn(fields, 8);
  if (kind === 'withdrawal') return { ...common, kind, withdraws: takes ?? '' };
  const piece: Piece = {
    eventId: common.eventId,
    place: Number(fields[9]),
    kind,
    item,
    outcome: numberIn(fields, 10),
    itemWeight: Number(fields[11]),
    share: Number(fields[12]),
    hesitationMs: numberIn(fields, 13),
    occurredAt: occurredAt ?? recordedAt,
    recordedAt,
    position: common.position,
    knownAt,
    reading: fields[14] ? rowOfBits(fields[14]) : null,
  };
  return takes === null ? piece : { ...piece, replaces: takes };
};
