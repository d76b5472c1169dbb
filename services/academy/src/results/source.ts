import { dirname, resolve } from 'node:path';
import type { Fault } from '@proficio/events';
import { readDocument } from '../file/document.js';
import { FaultyFile } from '../file/faulty-file.js';
import { Unreadable, type Cells, type Reading } from './cells.js';
import { checkCsv, readCsv } from './csv.js';
import { columnsNeeded, Mapping, sourceIdFaults } from './mapping.js';
import { rowReader, type ReadRow } from './rows.js';

/** A file of results that was checked as a whole, and how its rows are read. */
export interface ResultsFile {
  readonly path: string;
  readonly mapping: Mapping;
  readonly rows: number;
  readonly read: ReadRow;
}

/** @throws FaultyFile, of the results, the mapping or a file joined to it */
export const openResults = async (path: string, mappingPath: string): Promise<ResultsFile> => {
  const mapping = await readDocument(mappingPath, Mapping);
  const unsafe = sourceIdFaults(mapping);
  if (unsafe.length > 0) throw new FaultyFile(mappingPath, unsafe);
  const tables = await Promise.all(
    mapping.lookups.map(async (lookup) => ({
      ...lookup,
      ...(await readTable(resolve(dirname(mappingPath), lookup.file), lookup.key)),
    })),
  );
  const joined = tables.flatMap(({ columns }) => columns);
  const own = columnsNeeded(mapping).filter((column) => !joined.includes(column));
  const { columns, rows } = await checkCsv(path, own);
  const all = [...columns, ...joined];
  const clashes = all.filter((column, index) => all.indexOf(column) !== index).map(clash);
  if (clashes.length > 0) throw new FaultyFile(mappingPath, clashes);
  const layout = { place: (column: string) => all.indexOf(column), missing: new Set(mapping.missing) };
  return { path, mapping, rows, read: rowReader(mapping, columns.length, layout, joining(tables, layout.place)) };
};

const clash = (column: string): Fault => ({
  field: 'lookups',
  reason: `the column ${column} stands in two of the files`,
});

interface Table {
  /** Without the key. */
  readonly columns: readonly string[];
  readonly entries: ReadonlyMap<string, Cells>;
}

const readTable = async (path: string, key: string): Promise<Table> => {
  const { columns } = await checkCsv(path, [key]);
  const at = columns.indexOf(key);
  const entries = new Map<string, Cells>();
  const faults: Fault[] = [];
  for await (const { line, cells: values } of readCsv(path)) {
    const name = values[at]?.trim() ?? '';
    const field = `line ${line}`;
    if (values.length !== columns.length)
      faults.push({ field, reason: `has ${values.length} of ${columns.length} fields` });
    else if (entries.has(name)) faults.push({ field, reason: `${key} ${name} stands twice` });
    entries.set(name, values.toSpliced(at, 1));
  }
  if (faults.length > 0) throw new FaultyFile(path, faults);
  return { columns: columns.toSpliced(at, 1), entries };
};

const joining = (
  tables: readonly (Table & { readonly column: string; readonly file: string })[],
  place: (column: string) => number,
): Reading<Cells> => {
  if (tables.length === 0) return (cells) => cells;
  const joins = tables.map(({ column, file, entries }) => ({ column, file, entries, at: place(column) }));
  return (cells) =>
    joins.reduce<Cells>((all, { column, file, entries, at }) => {
      const name = all[at]?.trim() ?? '';
      const found = entries.get(name);
      if (!found) throw new Unreadable(`${column} "${name}" is not in ${file}`);
      return [...all, ...found];
    }, cells);
};
