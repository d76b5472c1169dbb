import type { Fault } from '@proficio/events';
import { Refusal } from '../api/ask.js';
import type { Loaded } from './publish.js';

/** Entries of one file that were refused, each fault with its place in the file; the others were taken. */
export class EntriesRefused extends Error {
  override readonly name = 'EntriesRefused';
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ field, reason }) => `${field}: ${reason}`).join('\n'));
  }
}

/**
 * Loads the entries of a file one after the other.
 * @throws EntriesRefused once all were sent
 */
export const each = async <Entry extends { readonly key: string }>(
  entries: readonly Entry[],
  load: (entry: Entry) => Promise<Loaded>,
): Promise<readonly Loaded[]> => {
  const loaded: Loaded[] = [];
  const faults: Fault[] = [];
  for (const [index, entry] of entries.entries())
    try {
      loaded.push(await load(entry));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(...error.faults.map(({ field, reason }) => ({ field: `${index}.${field} (${entry.key})`, reason })));
    }
  if (faults.length > 0) throw new EntriesRefused(faults);
  return loaded;
};
