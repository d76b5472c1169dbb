import { Rejection } from '@proficio/events';
import { cellScanner, type CellScanner } from './cell-scanner.js';

/** One record; `line` is where it begins, the first line being 1. */
export interface TableRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** No honest record is longer. */
const RECORD_LENGTH = 1_000_000;

/**
 * Records of a table with tabs or commas, a batch for each chunk of text, wherever chunks are cut; the first line tells
 * which of the two. A field in quotes may hold both, and line ends, and quotes doubled. Blank lines are none.
 *
 * @throws Rejection TABLE_INVALID, with the line, for a quote that is never closed or in the middle of a field, and for a
 * record of more than a million characters
 */
export async function* recordsOf(chunks: AsyncIterable<string>): AsyncGenerator<readonly TableRecord[]> {
  const scan = scanning();
  let rest = '';
  for await (const chunk of chunks) {
    const { lines, ends, left } = linesOf(rest + chunk);
    rest = left;
    yield scan.records(lines, ends);
    if (rest.length > RECORD_LENGTH) scan.records([rest], null);
  }
  yield scan.records([rest.endsWith('\r') ? rest.slice(0, -1) : rest], null);
  scan.end();
}

const LINE_END = /\r\n|\n|\r/g;

/** `ends` tells what ended each line; null where all ended with a line feed. What is left has not ended yet. */
const linesOf = (text: string) => {
  const ends = text.includes('\r') ? text.match(LINE_END) : null;
  const lines = text.split(ends === null ? '\n' : LINE_END);
  const last = lines.pop() ?? '';
  // The other half of the line's end may come with the next chunk.
  if (!text.endsWith('\r')) return { lines, ends, left: last };
  return { lines: lines.slice(0, -1), ends, left: `${lines.at(-1) ?? ''}\r` };
};

const scanning = () => {
  let line = 0;
  /** Where the record that goes on began, and how long it is; 0 between records. */
  let begun = 0;
  let length = 0;
  let scanner: CellScanner | undefined;
  const fail = (at: number, reason: string): never => {
    throw new Rejection('TABLE_INVALID', [{ field: `line ${at}`, reason }]);
  };
  const unclosed = (): never => fail(scanner?.openedOn() ?? line, 'a quote is never closed');
  const misclosed = (): never => fail(line, 'a quote is closed in the middle of a field, or one before it never is');
  const cellsOf = (text: string, end: string): readonly string[] | null => {
    if (begun === 0 && isBlank(text)) return null;
    length += text.length;
    if (length > RECORD_LENGTH && begun > 0) unclosed();
    if (length > RECORD_LENGTH) fail(line, `the record is longer than ${RECORD_LENGTH} characters`);
    begun ||= line;
    scanner ??= cellScanner(text.includes('\t') ? '\t' : ',', misclosed);
    return scanner.take(text, end, line);
  };
  return {
    records: (lines: readonly string[], ends: readonly string[] | null): readonly TableRecord[] => {
      const records: TableRecord[] = [];
      const before = line;
      for (const text of lines) {
        const end = ends?.[line - before] ?? '\n';
        line++;
        const cells = cellsOf(line === 1 ? unmarked(text) : text, end);
        if (cells === null) continue;
        records.push({ line: begun, cells });
        begun = length = 0;
      }
      return records;
    },
    end: (): void => void (begun > 0 && unclosed()),
  };
};

/** Without a byte-order mark. */
const unmarked = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);

/** Most lines are told by their first letter. */
const isBlank = (record: string): boolean => record === '' || (record.charCodeAt(0) <= 32 && record.trim() === '');
