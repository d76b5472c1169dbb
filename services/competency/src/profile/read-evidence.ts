import type { Entry } from '../evidence/piece.js';
import { fileBySkill } from '../evidence/lines.js';
import type { ChunkDoc, LearnerDoc, RecentDoc } from './documents.js';

/**
 * Everything that is kept of a learner's skills, as it was when the learner's document was written: in the newest entries
 * that were read with it or after it, and one read more where there are full chunks. What came later is left out, so that
 * a profile is never torn.
 */
export const readEntries = async (
  readChunks: (count: number) => Promise<readonly (ChunkDoc | undefined)[]>,
  { skills, position }: LearnerDoc,
  recent: RecentDoc,
): Promise<ReadonlyMap<string, readonly Entry[]>> => {
  const bySkill = new Map(skills.keys.map((skill) => [skill, new Array<Entry>()]));
  // Chunks are numbered by the newest entries' own document: one that filled up since it was read is still whole in it.
  const older = await readChunks(recent.chunks);
  for (const doc of [...older, recent]) if (doc) fileBySkill(doc.entries, bySkill);
  return new Map([...bySkill].map(([skill, entries]) => [skill, upTo(position, entries)]));
};

/** Entries are in log order, so that looking at the last one is enough when nothing came since. */
const upTo = (position: string, entries: readonly Entry[]): readonly Entry[] => {
  const last = entries[entries.length - 1];
  if (!last || !isBeyond(last.position, position)) return entries;
  return entries.filter((entry) => !isBeyond(entry.position, position));
};

/** Positions are decimal texts of any length without leading zeros. */
export const isBeyond = (a: string, b: string): boolean => (a.length === b.length ? a > b : a.length > b.length);
