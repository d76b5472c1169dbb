import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { evaluate, proficiency, readTable, type Row } from '@proficio/competency/evaluate';
import { DATA } from '../real/data-folder.js';
import type { Bench, Measured } from './measured.js';
import { plainEstimator, type PlainRow } from './plain-estimator.js';

/** 220,070 rows; both predict each before they learn from it. */
const text = (): string => gunzipSync(readFileSync(join(DATA, 'assist09-train.tsv.gz'))).toString();

/** As a file is read. */
async function* chunksOf(table: string): AsyncGenerator<string> {
  for (let from = 0; from < table.length; from += CHUNK) yield table.slice(from, from + CHUNK);
}
const CHUNK = 65_536;
const rowsOf = async (table: string): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for await (const batch of readTable(chunksOf(table))) for (const row of batch) rows.push(row);
  return rows;
};
const plainRowsOf = (table: string): readonly PlainRow[] => {
  const [header = '', ...lines] = table.trim().split(/\r?\n/);
  const names = header.split('\t');
  const cell = (cells: readonly string[], name: string): string => cells[names.indexOf(name)] ?? '';
  return lines.map((line) => {
    const cells = line.split('\t');
    const [learner, item, skill] = [cell(cells, 'user_id'), cell(cells, 'item_id'), cell(cells, 'skill_id')];
    return { learner, item, skill, outcome: Number(cell(cells, 'correct')) };
  });
};

const seconds = async (work: () => unknown): Promise<number> => {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
};

/** Mean squared errors, which tell that both do the same. */
const ours = (rows: readonly Row[]): number => {
  const { predict } = proficiency();
  return rows.reduce((sum, row) => sum + ((predict(row, 0.5)[0] ?? NaN) - row.outcome) ** 2, 0) / rows.length;
};
const plain = (rows: readonly PlainRow[]): number => {
  const predict = plainEstimator();
  return rows.reduce((sum, row) => sum + (predict(row) - row.outcome) ** 2, 0) / rows.length;
};

const table = text();
const [rows, plainRows] = [await rowsOf(table), plainRowsOf(table)];
if (Math.abs(ours(rows) - plain(plainRows)) > 1e-9) throw new Error('the two estimators are not the same');

export const bench: Bench = {
  runs: 9,
  run: async (): Promise<readonly Measured[]> => {
    const reference = rows.length / (await seconds(() => plain(plainRows)));
    const goal = { of: 'value', atLeast: 400_000 } as const;
    const rate = async (work: () => unknown) => rows.length / (await seconds(work));
    return [
      { figure: 'estimator alone', value: await rate(() => ours(rows)), unit: 'rows/s', reference, goal },
      {
        figure: 'with the table and the figures',
        value: await rate(() => evaluate(readTable(chunksOf(table)), { methods: [proficiency()] })),
        unit: 'rows/s',
        reference,
        goal,
      },
    ];
  },
};
