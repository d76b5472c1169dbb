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
 * had taken it (each empty where it is the same as the one before), what it corrects or withdraws, and of pieces place,
 * outcome, the item's weight, share, hesitation, and the reading by the bits of its doubles. What is null is empty.
 */
export interface Lines {
  text: string;
  /** That of each line, parted by blanks: no part of the line, since positions are no part of what views say. */
  position: string;
}
export const noLines = (): Lines => ({ text: '', position: '' });

export const addLine = (lines: Lines, skill: string, entry: Entry): void => {
  lines.text += lineOf(skill, entry);
  lines.position += `${word(entry.position)} `;
};

/** Joined, a line is a text of its own, and holds on to none that it is made from. */
const lineOf = (skill: string, entry: Entry): string => {
  const { kind, eventId, recordedAt, knownAt } = entry;
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
export const fileBySkill = ({ text, position }: Lines, bySkill: ReadonlyMap<string, Entry[]>): void => {
  const positions = position.split(' ');
  for (let line = 0, from = 0, end = text.indexOf('\n'); end >= 0; line++) {
    const fields = text.slice(from, end).split(' ');
    bySkill.get(textIn(fields, 0) ?? '')?.push(entryIn(fields, textIn(positions, line) ?? ''));
    from = end + 1;
    end = text.indexOf('\n', from);
  }
};

const entryIn = (fields: readonly string[], position: string): Entry => {
  const kind = KINDS[Number(fields[1])] ?? 'withdrawal';
  const eventId = textIn(fields, 2) ?? '';
  const [item, occurredAt] = [textIn(fields, 3), textIn(fields, 4)];
  const recordedAt = textIn(fields, 5) ?? occurredAt ?? '';
  const knownAt = textIn(fields, 6) ?? recordedAt;
  const takes = textIn(fields, 7);
  if (kind === 'withdrawal') return { eventId, recordedAt, position, knownAt, kind, withdraws: takes ?? '' };
  const piece: Piece = {
    eventId,
    place: Number(fields[8]),
    kind,
    item,
    outcome: numberIn(fields, 9),
    itemWeight: Number(fields[10]),
    share: Number(fields[11]),
    hesitationMs: numberIn(fields, 12),
    occurredAt: occurredAt ?? recordedAt,
    recordedAt,
    position,
    knownAt,
    reading: fields[13] ? rowOfBits(fields[13]) : null,
  };
  return takes === null ? piece : { ...piece, replaces: takes };
};
