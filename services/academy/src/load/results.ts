import type { Api } from '../api/ask.js';
import { readCsv } from '../results/csv.js';
import type { ImportRow } from '../results/rows.js';
import type { ResultsFile } from '../results/source.js';
import { inBatches } from './batches.js';
import { Tally, type Report } from './report.js';
import { priorLearningSender, resultSender, type Send } from './senders.js';

/** Rows a mutation, and how many are in memory at once. */
const BATCH = 1000;

export interface Loading extends Report {
  /** What reading the evidence back must wait for; undefined where nothing was answered. */
  readonly position: string | undefined;
}

/**
 * Sends every row to the service that owns its kind: results to assessment, prior learning to progress. Batches go one
 * after the other, in the order of the file, so that a run that was cut off and begun again leaves the same log.
 */
export const loadResults = async (
  api: Api,
  file: ResultsFile,
  done: (rows: number) => void = () => undefined,
): Promise<Loading> => {
  const tally = new Tally();
  const senders: Readonly<Record<ImportRow['kind'], Send>> = {
    result: resultSender(api, file.mapping),
    'prior-learning': priorLearningSender(api, file.mapping),
  };
  let position: string | undefined;
  for await (const batch of inBatches(readCsv(file.path), BATCH)) {
    const rows = batch.map(file.read);
    for (const row of rows) if ('faults' in row) tally.skip(row);
    const readable = rows.flatMap((row) => ('faults' in row ? [] : [row]));
    for (const [kind, send] of Object.entries(senders)) {
      const own = readable.filter((row) => row.kind === kind);
      if (own.length === 0) continue;
      const sent = await send(own);
      position = later(position, sent.position);
      for (const [index, { line }] of own.entries()) {
        const { outcome, faults } = sent.rows[index] ?? UNANSWERED;
        if (outcome === 'skipped') tally.skip({ line, faults });
        else tally.take(outcome, kind === 'prior-learning');
      }
    }
    done(tally.rows);
  }
  return { ...tally.report(), position };
};

const UNANSWERED = { outcome: 'skipped', faults: [{ field: 'row', reason: 'was not answered' }] } as const;

export const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && BigInt(b) > BigInt(a)) ? b : a;
