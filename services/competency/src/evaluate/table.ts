import { Rejection, type Fault } from '@proficio/events';
import { cellReaders } from './cells.js';
import { columnsOf, type Columns, type TableOptions } from './columns.js';
import { recordsOf, type TableRecord } from './records.js';
import type { Row } from './row.js';

/**
 * The rows of a table, given as text in chunks, in batches. Rows are read as they come, so that a table of any length
 * takes the same memory. One time throughout tells no time: no days and no hours pass between its rows.
 *
 * @throws Rejection TABLE_EMPTY without a header; TABLE_INCOMPLETE when columns are missing; TABLE_INVALID with the line
 * and everything that is wrong with its row
 */
export async function* readTable(
  chunks: AsyncIterable<string>,
  options: TableOptions = {},
): AsyncGenerator<readonly Row[]> {
  let read: ((record: TableRecord) => Row) | undefined;
  for await (const records of recordsOf(chunks)) {
    const [header, ...others] = records;
    if (!header) continue;
    if (read) yield records.map(read);
    else {
      read = rowReader(columnsOf(header.cells, options), options.warmup ?? 0);
      yield others.map(read);
    }
  }
  if (!read) throw new Rejection('TABLE_EMPTY', [{ field: 'table', reason: 'has no header' }]);
}

const rowReader = (columns: Columns, warmup: number): ((record: TableRecord) => Row) => {
  const { ruleGroup, onlyAfterFirst } = columns;
  const [learners, items, skills, groups, befores] = [numbering(), numbering(), numbering(), numbering(), numbering()];
  const faults: Fault[] = [];
  const read = cellReaders(columns, faults);
  const isWarmup = warming(columns, warmup);
  return ({ line, cells }) => {
    const skill = skills(read.text(cells, columns.skill, 'skill'));
    const maximum = read.maximum(cells);
    const points = read.points(cells, maximum);
    const row = {
      learner: learners(read.text(cells, columns.learner, 'learner')),
      item: items(read.text(cells, columns.item, 'item')),
      skill,
      kind: read.kind(cells),
      points,
      maximum,
      outcome: points / maximum,
      at: read.at(cells),
      group: ruleGroup.length === 0 ? skill : groups(together(cells, ruleGroup)),
      after: onlyAfterFirst.length === 0 ? null : befores(together(cells, onlyAfterFirst)),
      warmup: isWarmup(cells),
    };
    if (faults.length === 0) return row;
    const located = faults.map(({ field, reason }) => ({ field: `line ${line}, ${field}`, reason }));
    throw new Rejection('TABLE_INVALID', located);
  };
};

/** A number for each text, from 0 as they are met. Most rows are of the same learner, or skill, as the one before. */
const numbering = (): ((text: string) => number) => {
  const numbers = new Map<string, number>();
  let last: string | undefined;
  let number = -1;
  return (text) => {
    if (text === last) return number;
    last = text;
    const known = numbers.get(text);
    number = known ?? numbers.size;
    if (known === undefined) numbers.set(text, number);
    return number;
  };
};

const together = (cells: readonly string[], columns: readonly number[]): string =>
  columns.map((column) => cells[column] ?? '').join('\n');

const warming = ({ warmupWhere }: Columns, warmup: number): ((cells: readonly string[]) => boolean) => {
  let rows = 0;
  return (cells) => {
    if (rows++ < warmup) return true;
    return warmupWhere.some((all) => all.every(({ column, values }) => values.includes((cells[column] ?? '').trim())));
  };
};
