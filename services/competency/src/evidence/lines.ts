import type { EvidenceKind } from '@proficio/events';
import { bitsOf, rowOfBits } from '../estimator/index.js';
import { digits, numberIn, textIn, word } from '../fields.js';
import { isPiece } from './in-order.js';
import type { Entry, Piece, Withdrawal } from './piece.js';

/**
 * A learner's entries as text, a line for each, in log order. One more is one more line: those before it are neither read
 * nor written field by field for it, and only who looks at evidence takes lines apart.
 *
 * A line's fields are parted by blanks: skill, kind, event, item, when it happened, what it corrects or withdraws, and of
 * pieces place, outcome, the item's weight, share, hesitation, and the reading by the bits of its doubles. What is null
 * is empty. What the log says of an entry stands beside the lines, by field, since whoever compares views of two logs
 * leaves it out: where the entry stands, when it was recorded, and when the log had taken it (empty where that is the
 * same as the time before it).
 */
export interface Lines {
  text: string;
  position: string;
  recordedAt: string;
  knownAt: string;
}
export const noLines = (): Lines => ({ text: '', position: '', recordedAt: '', knownAt: '' });

export const addLine = (lines: Lines, skill: string, entry: Entry): void => {
  const { recordedAt, knownAt, position } = entry;
  const occurredAt = isPiece(entry) ? entry.occurredAt : null;
  lines.text += lineOf(skill, entry, occurredAt);
  lines.position += `${word(position)} `;
  lines.recordedAt += `${word(recordedAt === occurredAt ? null : recordedAt)} `;
  lines.knownAt += `${word(knownAt === recordedAt ? null : knownAt)} `;
};

/** Joined, a line is a text of its own, and holds on to none that it is made from. */
const lineOf = (skill: string, entry: Entry, occurredAt: string | null): string => {
  const { kind, eventId } = entry;
  const piece = isPiece(entry) ? entry : null;
  return [
    word(skill),
    CODES.get(kind) ?? '',
    word(eventId),
    word(piece && piece.item),
    word(occurredAt),
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
  const positions = lines.position.split(' ');
  const recorded = lines.recordedAt.split(' ');
  const known = lines.knownAt.split(' ');
  lines.text.split('\n').forEach((text, line) => {
    if (text === '') return;
    const fields = text.split(' ');
    const occurredAt = textIn(fields, 4);
    const recordedAt = textIn(recorded, line) ?? occurredAt ?? '';
    const taken = { recordedAt, knownAt: textIn(known, line) ?? recordedAt, position: textIn(positions, line) ?? '' };
    bySkill.get(textIn(fields, 0) ?? '')?.push(entryIn(fields, occurredAt ?? recordedAt, taken));
  });
};

const entryIn = (
  fields: readonly string[],
  occurredAt: string,
  { recordedAt, position, knownAt }: Pick<Entry, 'recordedAt' | 'position' | 'knownAt'>,
): Entry => {
  const kind = KINDS[Number(fields[1])] ?? 'withdrawal';
  const eventId = textIn(fields, 2) ?? '';
  const takes = textIn(fields, 5);
  if (kind === 'withdrawal') return { eventId, recordedAt, position, knownAt, kind, withdraws: takes ?? '' };
  const piece: Piece = {
    eventId,
    place: Number(fields[6]),
    kind,
    item: textIn(fields, 3),
    outcome: numberIn(fields, 7),
    itemWeight: Number(fields[8]),
    share: Number(fields[9]),
    hesitationMs: numberIn(fields, 10),
    occurredAt,
    recordedAt,
    position,
    knownAt,
    reading: fields[11] ? rowOfBits(fields[11]) : null,
  };
  return takes === null ? piece : { ...piece, replaces: takes };
};
