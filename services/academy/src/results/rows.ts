import type { TableRecord } from '@proficio/competency/evaluate';
import type { Fault } from '@proficio/events';
import { instantOf, numberOf, textOf, Unreadable, type Cells, type Layout, type Reading } from './cells.js';
import { isDay, sourceIdIn, type DayAfter, type Mapping } from './mapping.js';

export const KINDS = ['result', 'prior-learning'] as const;
export type Kind = (typeof KINDS)[number];

/** A row of a file as a row of a mutation. */
export interface ImportRow {
  readonly line: number;
  readonly kind: Kind;
  readonly subject: string;
  readonly item: string;
  readonly score: number;
  readonly maximum: number | null;
  readonly occurredAt: string;
  readonly sourceId: string;
}

/** A row that is left out, with everything that is wrong with it. */
export interface FaultyRow {
  readonly line: number;
  readonly faults: readonly Fault[];
}

/** More than all three may have: refused here, since a thousand such rows would be too large a request for any of them. */
const LONGEST = 1000;
const TOO_LONG = [{ field: 'row', reason: `has a learner, item and source id of more than ${LONGEST} characters` }];

export type ReadRow = (row: TableRecord) => ImportRow | FaultyRow;

/** Reads rows as a mapping tells; `join` adds the fields of other files. */
export const rowReader = (mapping: Mapping, columns: number, layout: Layout, join: Reading<Cells>): ReadRow => {
  const kind = kindOf(textOf(mapping.kind, layout));
  const learner = textOf(mapping.learner.subject, layout);
  const item = textOf(mapping.item, layout);
  const score = numberOf(mapping.score, layout);
  const maximum = mapping.maximum === undefined ? () => null : numberOf(mapping.maximum, layout);
  const time = timeOf(mapping.time, layout);
  const sourceId = textOf(sourceIdIn(mapping), layout);
  const fields = { kind, learner, item, score, maximum, time, sourceId };
  return ({ line, cells: values }) => {
    if (values.length !== columns)
      return { line, faults: [{ field: 'row', reason: `has ${values.length} of ${columns} fields` }] };
    try {
      const cells = join(values);
      const row: ImportRow = {
        line,
        kind: kind(cells),
        subject: learner(cells),
        item: item(cells),
        score: score(cells),
        maximum: maximum(cells),
        occurredAt: time(cells),
        sourceId: sourceId(cells),
      };
      return row.subject.length + row.item.length + row.sourceId.length > LONGEST ? { line, faults: TOO_LONG } : row;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { line, faults: faultsIn({ row: join }, values) ?? faultsIn(fields, join(values)) ?? [] };
    }
  };
};

/** Every fault, where the row has one. */
const faultsIn = (readings: Readonly<Record<string, Reading<unknown>>>, cells: Cells): readonly Fault[] | undefined => {
  const faults = Object.entries(readings).flatMap(([field, reading]) => {
    try {
      reading(cells);
      return [];
    } catch (error) {
      if (error instanceof Unreadable) return [{ field, reason: error.message }];
      throw error;
    }
  });
  return faults.length > 0 ? faults : undefined;
};

const kindOf =
  (text: Reading<string>): Reading<Kind> =>
  (cells) => {
    const found = text(cells);
    const kind = KINDS.find((known) => known === found);
    if (!kind) throw new Unreadable(`"${found}" is neither ${KINDS.join(' nor ')}`);
    return kind;
  };

const DAY_MS = 86_400_000;
const timeOf = (time: Mapping['time'], layout: Layout): Reading<string> => {
  const at = isDay(time) ? dayAfter(time, layout) : instantOf(time, layout);
  return (cells) => {
    const date = new Date(at(cells));
    if (Number.isNaN(date.getTime())) throw new Unreadable('is so far away that it has no date');
    return date.toISOString();
  };
};

const dayAfter = ({ day, from }: DayAfter, layout: Layout): Reading<number> => {
  const days = numberOf(day, layout);
  const start = instantOf(from, layout);
  return (cells) => start(cells) + days(cells) * DAY_MS;
};
