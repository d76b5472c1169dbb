import type { Api } from '../api/ask.js';
import { loadItems } from '../load/bank.js';
import type { Report } from '../load/report.js';
import { loadResults, type Loading } from '../load/results.js';
import { allVisible, visible } from '../load/visible.js';
import { openResults } from '../results/source.js';
import { readItems } from './documents.js';
import { progress } from './progress.js';

export interface ResultsOptions {
  readonly map: string;
  readonly items?: string | undefined;
}

/** Everything is read and checked before the first row is sent; ends when the evidence can be read. */
export const importResults = async (
  api: Api,
  path: string,
  { map, items }: ResultsOptions,
): Promise<Loading & { readonly seconds: number }> => {
  const began = performance.now();
  const file = await openResults(path, map);
  if (items !== undefined) await allVisible(api, await loadItems(api, await readItems(items)));
  const shown = progress(`Importing ${path}`, file.rows);
  try {
    const loading = await loadResults(api, file, shown.done);
    if (loading.position !== undefined) await visible(api, loading.position);
    return { ...loading, seconds: Math.round(performance.now() - began) / 1000 };
  } finally {
    shown.end();
  }
};

export const reported = ({ rows, recorded, unchanged, corrected, skipped, priorLearning, faults }: Report): string =>
  [
    ...faults.map(
      ({ line, faults: found }) =>
        `line ${line}: ${found.map(({ field, reason }) => `${field}: ${reason}`).join('; ')}`,
    ),
    ...(faults.length < skipped ? [`... and ${skipped - faults.length} more lines`] : []),
    `${rows} rows: ${recorded} recorded, ${unchanged} unchanged, ${corrected} corrected, ${skipped} skipped` +
      ` (${priorLearning} as prior learning)`,
  ].join('\n');
