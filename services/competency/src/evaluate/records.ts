import { Rejection } from '@proficio/events';
import { cellScanner } from './cell-scanner.js';

/** One record; `line` is where it ends, the first line being 1. */
export interface TableRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Records of a table with tabs or commas, a batch for each chunk of text, wherever chunks are cut; the first line tells
 * which of the two. A field in quotes may hold both, and line ends, and quotes doubled. Blank lines are none.
 *
 * @throws Rejection TABLE_INVALID for a quote that is never closed
 */
export async function* recordsOf(chunks: AsyncIterable<string>): AsyncGenerator<readonly TableRecord[]> {
  const scan = scanning();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield scan.records(lines);
  }
  yield scan.records([rest]);
  scan.end();
}

const scanning = () => {
  let line = 0;
  /** Where the record that goes on began; 0 between records. */
  let begun = 0;
  let scanner: ReturnType<typeof cellScanner> | undefined;
  const cellsOf = (text: string): readonly string[] | null => {
    const clean = cleaned(text, line);
    if (begun === 0 && isBlank(clean)) return null;
    scanner ??= cellScanner(clean.includes('\t') ? '\t' : ',');
    const cells = scanner(clean);
    begun = cells === null ? begun || line : 0;
    return cells;
  };
  return {
    records: (lines: readonly string[]): readonly TableRecord[] => {
      const records: TableRecord[] = [];
      for (const text of lines) {
        line++;
        const cells = cellsOf(text);
        if (cells !== null) records.push({ line, cells });
      }
      return records;
    },
    end: (): void => {
      if (begun === 0) return;
      throw new Rejection('TABLE_INVALID', [{ field: `line ${begun}`, reason: 'a quote is never closed' }]);
    },
  };
};

/** Without the carriage return of its end, and the first without a byte-order mark. */
const cleaned = (text: string, line: number): string => {
  const unmarked = line === 1 && text.startsWith('\ufeff') ? text.slice(1) : text;
  return unmarked.endsWith('\r') ? unmarked.slice(0, -1) : unmarked;
};

/** Most lines are told by their first letter. */
const isBlank = (record: string): boolean => record === '' || (record.charCodeAt(0) <= 32 && record.trim() === '');
