import { recordsOf, type TableRecord } from '@proficio/competency/evaluate';
import { Rejection } from '@proficio/events';
import { FaultyFile } from '../file/faulty-file.js';
import { textOf } from '../file/text.js';

/**
 * Reads a whole file, whatever its size, before anything is done with it: that it can be read, is UTF-8, has rows that
 * can be told apart, and has every column that is needed, once.
 * @throws FaultyFile
 */
export const checkCsv = async (
  path: string,
  needed: readonly string[],
): Promise<{ readonly columns: readonly string[]; readonly rows: number }> => {
  let header: TableRecord | undefined;
  let records = 0;
  for await (const batch of batchesOf(path)) {
    header ??= batch[0];
    records += batch.length;
  }
  if (!header) throw new FaultyFile(path, [{ field: 'file', reason: 'is empty' }]);
  const columns = header.cells.map((name) => name.trim());
  const faults = [
    ...needed.filter((name) => !columns.includes(name)).map((field) => ({ field, reason: 'the column is missing' })),
    ...[...new Set(columns.filter((name, index) => columns.indexOf(name) !== index))].map((field) => ({
      field,
      reason: 'the column stands more than once',
    })),
  ];
  if (faults.length > 0) throw new FaultyFile(path, faults);
  return { columns, rows: records - 1 };
};

/** The rows below the header of a file that was checked; blank lines are skipped, short and long rows are not. */
export async function* readCsv(path: string): AsyncGenerator<TableRecord> {
  let isBelow = false;
  for await (const batch of batchesOf(path)) {
    yield* isBelow ? batch : batch.slice(1);
    isBelow ||= batch.length > 0;
  }
}

async function* batchesOf(path: string): AsyncGenerator<readonly TableRecord[]> {
  try {
    yield* recordsOf(textOf(path));
  } catch (error) {
    if (error instanceof Rejection) throw new FaultyFile(path, error.faults);
    throw error;
  }
}
