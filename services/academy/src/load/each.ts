import type { Fault } from '@proficio/events';
import { Refusal } from '../api/ask.js';
import type { Loaded } from './publish.js';

/** Entries of one file that were refused, each fault with its place in the file; the others were taken. */
export class EntriesRefused extends Error {
  override readonly name = 'EntriesRefused';
  constructor(
    readonly faults: readonly Fault[],
    taken: string,
  ) {
    super([...faults.map(({ field, reason }) => `${field}: ${reason}`), taken].join('\n'));
  }
}

/**
 * Loads the entries of a file's `list` one after the other.
 * @throws EntriesRefused once all were sent
 */
export const each = async <Entry extends { readonly key: string }>(
  list: string,
  entries: readonly Entry[],
  load: (entry: Entry) => Promise<Loaded>,
): Promise<readonly Loaded[]> => {
  const loaded: Loaded[] = [];
  const faults: Fault[] = [];
  const placed = (index: number, { key }: Entry, { field, reason }: Fault): Fault => ({
    field: `${list}.${index}.${field} (${key})`,
    reason,
  });
  for (const [index, entry] of entries.entries())
    try {
      loaded.push(await load(entry));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(...error.faults.map((fault) => placed(index, entry, fault)));
    }
  if (faults.length > 0) throw new EntriesRefused(faults, `${loaded.length} of ${entries.length} ${list} were taken`);
  return loaded;
};
