import { EvidenceKind, type Fault } from '@proficio/events';
import type { Columns } from './columns.js';

type Cells = readonly string[];

/** What is read of a row's cells. A fault is added to `faults`, and the value that comes back is of no use. */
export interface CellReaders {
  readonly text: (cells: Cells, column: number, field: string) => string;
  readonly maximum: (cells: Cells) => number;
  /** 0 to the maximum. */
  readonly points: (cells: Cells, maximum: number) => number;
  /** In milliseconds. */
  readonly at: (cells: Cells) => number;
  readonly kind: (cells: Cells) => EvidenceKind;
}

export const cellReaders = ({ outcome, time, kind }: Columns, faults: Fault[]): CellReaders => {
  const refuse = (field: string, reason: string): void => void faults.push({ field, reason });
  const text = (cells: Cells, column: number, field: string): string => {
    const found = cells[column] ?? '';
    if (found === '') refuse(field, 'has no value');
    return found;
  };
  const number = (cells: Cells, column: number, field: string): number => {
    const found = text(cells, column, field);
    const digit = found.length === 1 ? found.charCodeAt(0) - ZERO : -1;
    if (digit >= 0 && digit <= 9) return digit;
    const value = found.trim() === '' ? Number.NaN : Number(found);
    if (Number.isFinite(value)) return value;
    if (found !== '') refuse(field, `"${found}" is not a number`);
    return Number.NaN;
  };
  return {
    text,
    maximum: (cells) => {
      if ('correct' in outcome) return 1;
      if (typeof outcome.maximum !== 'number') return outcome.maximum.always;
      const maximum = number(cells, outcome.maximum, 'maximum');
      if (maximum <= 0) refuse('maximum', `must be above 0, is ${maximum}`);
      return maximum;
    },
    points: (cells, maximum) => {
      const points =
        'correct' in outcome ? number(cells, outcome.correct, 'correct') : number(cells, outcome.score, 'score');
      if (points < 0 || (maximum > 0 && points > maximum))
        refuse('correct' in outcome ? 'correct' : 'score', `must be 0 to ${maximum}, is ${points}`);
      return points;
    },
    at: (cells) => (time === null ? 0 : number(cells, time.column, time.field) * MS[time.field]),
    kind: (cells) => {
      if (kind === null) return 'scored-item';
      const found = text(cells, kind, 'kind');
      const known = KINDS.get(found);
      if (known === undefined && found !== '')
        refuse('kind', `"${found}" is no kind of outcome; there are ${[...KINDS.keys()].join(', ')}`);
      return known ?? 'scored-item';
    },
  };
};

const ZERO = '0'.charCodeAt(0);
const MS = { time: 1000, day: 86_400_000 } as const;
/** A completion has no outcome to predict. */
const KINDS = new Map(EvidenceKind.options.filter((kind) => kind !== 'completion').map((kind) => [String(kind), kind]));
