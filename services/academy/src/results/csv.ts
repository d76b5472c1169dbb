import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { FaultyFile } from '../file/faulty-file.js';
import { CsvScan, ScanFault } from './csv-scan.js';

/** One record; `line` is where it begins, the first line being 1. */
export interface CsvRow {
  readonly line: number;
  readonly values: readonly string[];
}

/**
 * Reads a whole file, whatever its size, before anything is done with it: that it can be read, is UTF-8, has rows that
 * can be told apart, and has every column that is needed, once.
 * @throws FaultyFile
 */
export const checkCsv = async (
  path: string,
  needed: readonly string[],
): Promise<{ readonly columns: readonly string[]; readonly rows: number }> => {
  const scan = new CsvScan();
  try {
    for await (const chunk of bytesOf(path)) scan.push(chunk);
    scan.end();
  } catch (error) {
    if (error instanceof ScanFault) throw new FaultyFile(path, [{ field: `line ${error.line}`, reason: error.reason }]);
    throw new FaultyFile(path, [{ field: 'file', reason: String(error).replace(/^Error: /, '') }]);
  }
  if (scan.records === 0) throw new FaultyFile(path, [{ field: 'file', reason: 'is empty' }]);
  const columns = await headerOf(path);
  const faults = [
    ...needed.filter((name) => !columns.includes(name)).map((field) => ({ field, reason: 'the column is missing' })),
    ...[...new Set(columns.filter((name, index) => columns.indexOf(name) !== index))].map((field) => ({
      field,
      reason: 'the column stands more than once',
    })),
  ];
  if (faults.length > 0) throw new FaultyFile(path, faults);
  return { columns, rows: scan.records - 1 };
};

/** The rows below the header of a file that was checked; blank lines are skipped, short and long rows are not. */
export async function* readCsv(path: string): AsyncGenerator<CsvRow> {
  let header = true;
  for await (const record of recordsOf(path)) {
    if (!header) yield record;
    header = false;
  }
}

const headerOf = async (path: string): Promise<readonly string[]> => {
  for await (const { values } of recordsOf(path)) return values.map((name) => name.trim());
  return [];
};

async function* recordsOf(path: string): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // A quote inside a field that does not begin with one stands for itself.
    relax_quotes: true,
  });
  let line = 1;
  // Its errors come out of the loop below, and leaving the loop closes the file.
  const records: AsyncIterable<readonly string[]> = pipeline(bytesOf(path), parser, () => undefined);
  for await (const values of records) {
    if (values.length > 1 || values[0] !== '') yield { line, values };
    line += 1;
    for (const value of values) line += breaksIn(value);
  }
}

const breaksIn = (value: string): number => (/[\r\n]/.test(value) ? value.split(/\r\n|\r|\n/).length - 1 : 0);

/** What is in the file, unpacked where its content says that it is packed. */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const packed = await isPacked(path);
  const source = createReadStream(path, { highWaterMark: 256 * 1024 });
  const chunks: AsyncIterable<Uint8Array> = packed ? pipeline(source, createGunzip(), () => undefined) : source;
  yield* chunks;
}

const GZIP = Buffer.from([0x1f, 0x8b]);
const isPacked = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    return GZIP.equals((await file.read({ buffer: Buffer.alloc(2), position: 0 })).buffer);
  } finally {
    await file.close();
  }
};
